package org.sparseloom.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;

/** Models, designs and images for tests of commands, all of them small. */
final class SmallInputs {
  /** A model that ships: input 1x28x28, five layers, 1418 parameters. */
  static final Path TINY = Path.of("..", "..", "models", "fashion-tiny.onnx");

  /** Another one for the same images. */
  static final Path MLP = Path.of("..", "..", "models", "fashion-mlp.onnx");

  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private SmallInputs() {}

  /** Writes a model and returns its file. */
  static Path save(OnnxModel model, Path file) throws IOException {
    return Files.write(file, model.proto().toByteArray());
  }

  /** Writes a model of one matrix product with random weights and returns its file. */
  static Path fullyConnected(Path folder, int inputs, int outputs) throws IOException {
    OnnxBuilder model = new OnnxBuilder("fc").input("x", inputs);
    model.floats("w", weights(inputs * outputs), inputs, outputs);
    model.node("MatMul", "y", List.of("x", "w")).output("y", outputs);
    return save(model.model(), folder.resolve("fc.onnx"));
  }

  /** Writes a model of one 1x1 convolution to three channels of 8x8 and returns its file. */
  static Path pointwise(Path folder, int channels) throws IOException {
    OnnxBuilder model = new OnnxBuilder("pointwise").input("x", channels, 8, 8);
    model.floats("w", weights(3 * channels), 3, channels, 1, 1);
    model.node("Conv", "y", List.of("x", "w")).output("y", 3, 8, 8);
    return save(model.model(), folder.resolve("pointwise.onnx"));
  }

  private static float[] weights(int count) {
    Random random = new Random(1);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }

  /** Writes labelled noise of 1x28x28 as IDX files and returns the images' file. */
  static Path images(Path folder, int count) throws IOException {
    Random random = new Random(1);
    ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int image = 0; image < count; image++) {
      byte[] pixels = new byte[SIDE * SIDE];
      random.nextBytes(pixels);
      images.put(pixels);
      labels.put((byte) random.nextInt(CLASSES));
    }
    Files.write(folder.resolve("noise-labels-idx1-ubyte"), labels.array());
    return Files.write(folder.resolve("noise-images-idx3-ubyte"), images.array());
  }
}
