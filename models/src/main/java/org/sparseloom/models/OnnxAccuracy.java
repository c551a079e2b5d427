package org.sparseloom.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Runs an ONNX model of this folder with ONNX Runtime, so that a file is judged by another program
 * than PyTorch.
 */
final class OnnxAccuracy {

  private static final int BATCH = 500;

  /**
   * What is done with the outputs of a batch: one flat array per graph output, and where the batch
   * starts.
   */
  interface BatchConsumer {
    void accept(float[][] outputs, int first, int count);
  }

  private final int threads;

  OnnxAccuracy(int threads) {
    this.threads = threads;
  }

  /** Share of the images whose largest logit (the first graph output) is the label's, in 0..1. */
  double top1(ModelProto model, IdxImages images) throws OrtException {
    int[] correct = {0};
    run(
        model,
        images,
        (outputs, first, count) -> {
          int classes = outputs[0].length / count;
          for (int i = 0; i < count; i++) {
            if (indexOfLargest(outputs[0], i * classes, classes) == images.labels()[first + i]) {
              correct[0]++;
            }
          }
        });
    return (double) correct[0] / images.count();
  }

  /** Gives all graph outputs of all images to {@code consumer}, batch after batch. */
  void run(ModelProto model, IdxImages images, BatchConsumer consumer) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
        for (int first = 0; first < images.count(); first += BATCH) {
          int end = Math.min(first + BATCH, images.count());
          runBatch(environment, session, images, first, end, consumer);
        }
      }
    }
  }

  private static void runBatch(
      OrtEnvironment environment,
      OrtSession session,
      IdxImages images,
      int first,
      int end,
      BatchConsumer consumer)
      throws OrtException {
    long[] shape = {end - first, 1, images.height(), images.width()};
    FloatBuffer values = FloatBuffer.wrap(images.values(first, end));
    try (OnnxTensor input = OnnxTensor.createTensor(environment, values, shape);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      float[][] outputs = new float[result.size()][];
      for (int i = 0; i < outputs.length; i++) {
        FloatBuffer buffer = ((OnnxTensor) result.get(i)).getFloatBuffer();
        outputs[i] = new float[buffer.remaining()];
        buffer.get(outputs[i]);
      }
      consumer.accept(outputs, first, end - first);
    }
  }

  private static int indexOfLargest(float[] values, int offset, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (values[offset + i] > values[offset + best]) {
        best = i;
      }
    }
    return best;
  }
}
