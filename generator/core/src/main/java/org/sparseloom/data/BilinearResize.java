package org.sparseloom.data;

/**
 * Resizes a plane with a triangle filter, widened when shrinking so that nothing is skipped (what
 * image libraries call antialiased bilinear).
 */
final class BilinearResize {
  private BilinearResize() {}

  /** Returns the plane (row-major) in another size. */
  static float[] plane(float[] plane, int height, int width, int newHeight, int newWidth) {
    if (height == newHeight && width == newWidth) {
      return plane;
    }
    float[] narrow = new float[height * newWidth];
    for (int y = 0; y < height; y++) {
      line(plane, y * width, 1, width, narrow, y * newWidth, 1, newWidth);
    }
    float[] small = new float[newHeight * newWidth];
    for (int x = 0; x < newWidth; x++) {
      line(narrow, x, newWidth, height, small, x, newWidth, newHeight);
    }
    return small;
  }

  private static void line(
      float[] from,
      int fromStart,
      int fromStep,
      int count,
      float[] to,
      int toStart,
      int toStep,
      int newCount) {
    double ratio = (double) count / newCount;
    double support = Math.max(ratio, 1);
    for (int i = 0; i < newCount; i++) {
      double centre = (i + 0.5) * ratio;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int last = Math.min(count, (int) (centre + support + 0.5));
      double sum = 0;
      double total = 0;
      for (int j = first; j < last; j++) {
        double weight = Math.max(0, 1 - Math.abs((j + 0.5 - centre) / support));
        sum += weight * from[fromStart + j * fromStep];
        total += weight;
      }
      to[toStart + i * toStep] = (float) (sum / total);
    }
  }
}
