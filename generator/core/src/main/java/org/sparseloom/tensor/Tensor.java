package org.sparseloom.tensor;

/**
 * Integer feature map of one image in stream order: raster pixels, channels innermost. The array is
 * shared, not copied: whoever makes a Tensor gives its array away and nobody writes to it later.
 *
 * @param values length shape.elements(), index (y * width + x) * channels + channel
 */
public record Tensor(Shape shape, int[] values) {
  public Tensor {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "values (" + values.length + ") must be as many as " + shape + " has elements");
    }
  }

  public int at(int y, int x, int channel) {
    return values[(y * shape.width() + x) * shape.channels() + channel];
  }
}
