package org.sparseloom.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.sparseloom.data.Normalisation;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.Rounding;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.simulate.ImageReference;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Tensor;

/**
 * What the tests of drivers read: images and results as bytes of the bus, as real values and, for one
 * image, as pixels.
 *
 * @param pipeline of the design
 * @param normalisation of pixels, one mean and deviation for each channel
 */
record DriverFiles(Pipeline pipeline, Normalisation normalisation) {
  /** Real values are off what they shall be rounded to by less than half a unit. */
  private static final double LARGEST_OFFSET = 0.49;

  /** Writes them all. */
  void write(ImageReference reference, Path folder) throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    ByteArrayOutputStream reals = new ByteArrayOutputStream();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    QuantisedNetwork network = pipeline.network();
    double outputScale = network.layers().get(network.layers().size() - 1).outputScale();
    Random random = new Random(7);
    for (int image = 0; image < reference.images(); image++) {
      ImageReference.StageTensors tensors = reference.compute(image);
      Tensor result = tensors.outputs().get(tensors.outputs().size() - 1);
      writeBytes(tensors.input(), pipeline.images(), images);
      writeBytes(result, pipeline.results(), results);
      for (int value : tensors.input().values()) {
        double offset = LARGEST_OFFSET * (2 * random.nextDouble() - 1);
        writeFloat((value + offset) * network.inputScale(), reals);
      }
      for (int value : result.values()) {
        writeFloat(value * outputScale, values);
      }
    }
    Files.write(folder.resolve("images.bin"), images.toByteArray());
    Files.write(folder.resolve("results.bin"), results.toByteArray());
    Files.write(folder.resolve("reals.bin"), reals.toByteArray());
    Files.write(folder.resolve("values.bin"), values.toByteArray());
    writePixels(folder, random);
  }

  private void writePixels(Path folder, Random random) throws IOException {
    QuantisedNetwork network = pipeline.network();
    byte[] pixels = new byte[pipeline.images().shape().elements()];
    random.nextBytes(pixels);
    int[] expected = new int[pixels.length];
    int channels = pipeline.images().shape().channels();
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % channels;
      double mean = normalisation.means().get(channel);
      double deviation = normalisation.deviations().get(channel);
      float real = (float) ((Byte.toUnsignedInt(pixels[i]) - mean) / deviation);
      expected[i] =
          (int) network.input().saturate(Rounding.nearest(real / network.inputScale()));
    }
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    writeBytes(new Tensor(pipeline.images().shape(), expected), pipeline.images(), image);
    Files.write(folder.resolve("pixels.bin"), pixels);
    Files.write(folder.resolve("pixel_images.bin"), image.toByteArray());
  }

  /** Every value little endian in as few bytes as hold its format. */
  private static void writeBytes(
      Tensor tensor, StreamFormat format, ByteArrayOutputStream bytes) {
    for (int index = 0; index < tensor.values().length; index++) {
      int value = tensor.values()[format.element(index)];
      for (int bit = 0; bit < format.format().bits(); bit += Byte.SIZE) {
        bytes.write(value >> bit);
      }
    }
  }

  private static void writeFloat(double value, ByteArrayOutputStream bytes) {
    bytes.writeBytes(
        ByteBuffer.allocate(Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat((float) value)
            .array());
  }
}
