package org.sparseloom.data;

import java.util.Map;
import java.util.function.BiConsumer;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.tensor.Shape;

/** Feeds the images of a set to an ONNX Runtime session, many at a time. */
public final class ImageBatches {
  /** Input values per batch: enough to keep ONNX Runtime busy, little enough for any memory. */
  private static final int VALUES_PER_BATCH = 1 << 18;

  private ImageBatches() {}

  /**
   * Runs all images in order.
   *
   * @param input name of the session's image input
   * @param rank dimensions of that input, batch included: 4, or 2 for vectors
   * @param results gets the index of a batch's first image and the session's outputs
   */
  public static void run(
      ImageSet images,
      OnnxSession session,
      String input,
      int rank,
      BiConsumer<Integer, Map<String, OnnxSession.Values>> results) {
    int batch = Math.max(1, VALUES_PER_BATCH / images.shape().elements());
    for (int first = 0; first < images.size(); first += batch) {
      int count = Math.min(batch, images.size() - first);
      results.accept(first, session.run(Map.of(input, values(images, first, count, rank))));
    }
  }

  /** Returns images first..first+count-1 as one tensor. */
  public static OnnxSession.Values values(ImageSet images, int first, int count, int rank) {
    Shape shape = images.shape();
    float[] values = new float[count * shape.elements()];
    for (int i = 0; i < count; i++) {
      float[] image = images.input(first + i);
      System.arraycopy(image, 0, values, i * image.length, image.length);
    }
    long[] dimensions =
        rank == 2
            ? new long[] {count, shape.elements()}
            : new long[] {count, shape.channels(), shape.height(), shape.width()};
    return new OnnxSession.Values(dimensions, values);
  }
}
