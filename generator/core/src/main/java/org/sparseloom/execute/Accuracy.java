package org.sparseloom.execute;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Tensor;

/**
 * Top-1 accuracy: on how many images the largest output is that of the label. Of equal outputs the
 * first counts.
 */
public record Accuracy(int correct, int images) {
  /** Returns the share of images classified correctly, 0..1. */
  public double share() {
    return (double) correct / images;
  }

  /** Measures the integer network, bit for bit as the hardware computes, on so many threads. */
  public static Accuracy quantised(QuantisedNetwork network, ImageSet images, int threads) {
    checkLabels(images);
    checkClasses(network);
    AtomicInteger correct = new AtomicInteger();
    new FastExecutor(network)
        .forEach(
            images,
            threads,
            (index, outputs) -> {
              Tensor logits = outputs.get(outputs.size() - 1);
              if (largest(logits.values()) == images.label(index).getAsInt()) {
                correct.incrementAndGet();
              }
            });
    return new Accuracy(correct.get(), images.size());
  }

  /** Measures a float model as it is in its file, with ONNX Runtime on so many threads. */
  public static Accuracy floating(OnnxModel model, ImageSet images, int threads) {
    checkLabels(images);
    OnnxValue input = model.graph().inputs().get(0);
    String output = model.graph().outputs().get(0);
    AtomicInteger correct = new AtomicInteger();
    byte[] bytes = new OnnxRewriter(model).makeBatchDynamic().toBytes();
    try (OnnxSession session = new OnnxSession(bytes, threads)) {
      ImageBatches.run(
          images,
          session,
          input.name(),
          input.dimensions(),
          (first, outputs) -> correct.addAndGet(correct(images, first, outputs.get(output))));
    }
    return new Accuracy(correct.get(), images.size());
  }

  private static int correct(ImageSet images, int first, OnnxSession.Values logits) {
    int classes = logits.perImage();
    int correct = 0;
    for (int i = 0; i * classes < logits.values().length; i++) {
      if (largest(logits.values(), i * classes, classes) == images.label(first + i).getAsInt()) {
        correct++;
      }
    }
    return correct;
  }

  private static void checkLabels(ImageSet images) {
    if (images.label(0).isEmpty()) {
      throw UserProblem.usage(
          "data " + images.description() + " must have labels to measure accuracy",
          "a labels.csv with a column class_index is missing beside the images.");
    }
  }

  private static void checkClasses(QuantisedNetwork network) {
    if (!Agreement.hasClasses(network)) {
      List<QuantisedLayer> layers = network.layers();
      throw UserProblem.usage(
          "network " + network.network().name() + " must give classes to measure accuracy, but gives"
              + " a map of " + layers.get(layers.size() - 1).layer().outputShape(),
          "evaluate compares such a network with its float model.");
    }
  }

  /** Returns the index of the first largest value. */
  public static int largest(int[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static int largest(float[] values, int from, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
      largest = values[from + i] > values[from + largest] ? i : largest;
    }
    return largest;
  }
}
