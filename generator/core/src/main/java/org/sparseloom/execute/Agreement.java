package org.sparseloom.execute;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/**
 * How near the integer network comes to the float model, output by output: what can be said of a
 * network that gives maps instead of classes, or of images without labels.
 *
 * @param meanDifference mean magnitude of the difference of an output, in real units
 * @param largestDifference of any output of any image
 * @param largestValue largest magnitude of a float output, to compare the differences with
 * @param sameSide share of outputs on the same side of 0.5 as the float model's, 0..1; empty if the
 *     float outputs are not all from 0 to 1, as those of a mask are
 */
public record Agreement(
    double meanDifference,
    double largestDifference,
    double largestValue,
    Optional<Double> sameSide) {
  /** Images whose outputs are held at once. */
  private static final int CHUNK = 32;

  private static final double MIDDLE = 0.5;

  /** Says whether a network's output is a vector of classes rather than a map. */
  public static boolean hasClasses(QuantisedNetwork network) {
    return last(network).layer().outputShape().pixels() == 1;
  }

  private static QuantisedLayer last(QuantisedNetwork network) {
    return network.layers().get(network.layers().size() - 1);
  }

  /** Compares on all images, on so many threads; the model is run by ONNX Runtime. */
  public static Agreement of(
      OnnxModel model, QuantisedNetwork network, ImageSet images, int threads) {
    OnnxValue input = model.graph().inputs().get(0);
    String output = model.graph().outputs().get(0);
    byte[] bytes = new OnnxRewriter(model).makeBatchDynamic().toBytes();
    FastExecutor executor = new FastExecutor(network);
    Counts counts = new Counts(last(network));
    try (OnnxSession session = new OnnxSession(bytes, threads)) {
      for (int first = 0; first < images.size(); first += CHUNK) {
        ImageSet chunk = images.range(first, Math.min(images.size(), first + CHUNK));
        Map<Integer, Tensor> integers = new ConcurrentHashMap<>();
        executor.forEach(
            chunk,
            threads,
            (index, outputs) -> integers.put(index, outputs.get(outputs.size() - 1)));
        // One at a time: a Resize may state its sizes for a batch of one.
        for (int image = 0; image < chunk.size(); image++) {
          OnnxSession.Values values = ImageBatches.values(chunk, image, 1, input.dimensions());
          counts.add(
              integers.get(image), session.run(Map.of(input.name(), values)).get(output).values());
        }
      }
    }
    return counts.agreement();
  }

  /** Sums over all outputs. */
  private static final class Counts {
    private final Shape shape;
    private final double unit;
    private double differences;
    private double largestDifference;
    private double largestValue;
    private boolean shares = true;
    private long sameSide;
    private long outputs;

    Counts(QuantisedLayer last) {
      shape = last.layer().outputShape();
      unit = last.outputScale();
    }

    /** Adds the outputs of an image; those of the float model have their channels first. */
    void add(Tensor integers, float[] floats) {
      for (int i = 0; i < floats.length; i++) {
        int inStream = i % shape.pixels() * shape.channels() + i / shape.pixels();
        add(floats[i], integers.values()[inStream] * unit);
      }
    }

    private void add(double expected, double got) {
      double difference = Math.abs(expected - got);
      differences += difference;
      largestDifference = Math.max(largestDifference, difference);
      largestValue = Math.max(largestValue, Math.abs(expected));
      shares &= expected >= 0 && expected <= 1;
      sameSide += expected > MIDDLE == got > MIDDLE ? 1 : 0;
      outputs++;
    }

    Agreement agreement() {
      return new Agreement(
          differences / outputs,
          largestDifference,
          largestValue,
          shares ? Optional.of((double) sameSide / outputs) : Optional.empty());
    }
  }
}
