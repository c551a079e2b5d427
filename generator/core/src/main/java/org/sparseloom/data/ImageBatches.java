package org.sparseloom.data;

import java.util.List;
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
   * @param dimensions of that input, batch first, as {@link #values} takes them
   * @param results gets the index of a batch's first image and the session's outputs
   */
  public static void run(
      ImageSet images,
      OnnxSession session,
      String input,
      List<Long> dimensions,
      BiConsumer<Integer, Map<String, OnnxSession.Values>> results) {
    int batch = Math.max(1, VALUES_PER_BATCH / images.shape().elements());
    for (int first = 0; first < images.size(); first += batch) {
      int count = Math.min(batch, images.size() - first);
      results.accept(first, session.run(Map.of(input, values(images, first, count, dimensions))));
    }
  }

  /** Returns the dimensions of an input that takes images channels first, the batch free. */
  public static List<Long> channelsFirst(Shape shape) {
    return List.of(0L, (long) shape.channels(), (long) shape.height(), (long) shape.width());
  }

  /**
   * Returns images first..first+count-1 as one tensor.
   *
   * @param dimensions of the input, batch first: channels x rows x columns, rows x columns x
   *     channels as TensorFlow has them, or one for vectors; 0 is unknown
   */
  public static OnnxSession.Values values(
      ImageSet images, int first, int count, List<Long> dimensions) {
    Shape shape = images.shape();
    float[] values = new float[count * shape.elements()];
    List<Long> planar = channelsFirst(shape);
    List<Long> last = List.of(0L, planar.get(2), planar.get(3), planar.get(1));
    boolean lastly = !same(dimensions, planar) && same(dimensions, last);
    for (int i = 0; i < count; i++) {
      float[] planes = images.input(first + i);
      float[] image = lastly ? channelsLast(planes, shape) : planes;
      System.arraycopy(image, 0, values, i * image.length, image.length);
    }
    long[] extents =
        dimensions.size() == 2
            ? new long[] {count, shape.elements()}
            : (lastly ? last : planar).stream().mapToLong(Long::longValue).toArray();
    extents[0] = count;
    return new OnnxSession.Values(extents, values);
  }

  private static boolean same(List<Long> dimensions, List<Long> known) {
    int rank = known.size();
    return dimensions.size() == rank
        && dimensions.subList(1, rank).equals(known.subList(1, rank));
  }

  private static float[] channelsLast(float[] planes, Shape shape) {
    float[] turned = new float[planes.length];
    for (int i = 0; i < planes.length; i++) {
      turned[i % shape.pixels() * shape.channels() + i / shape.pixels()] = planes[i];
    }
    return turned;
  }
}
