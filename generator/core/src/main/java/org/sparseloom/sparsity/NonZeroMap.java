package org.sparseloom.sparsity;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/**
 * Which values of one image's feature map are not zero. The array is given away at construction.
 *
 * @param nonZero in stream order as in {@link Tensor}: raster pixels, channels innermost
 */
public record NonZeroMap(Shape shape, boolean[] nonZero) {
  public NonZeroMap {
    if (nonZero.length != shape.elements()) {
      throw new IllegalArgumentException(
          "values (" + nonZero.length + ") must be as many as " + shape + " has elements");
    }
  }

  /** Returns the map of an integer tensor. */
  public static NonZeroMap of(Tensor tensor) {
    boolean[] nonZero = new boolean[tensor.values().length];
    for (int i = 0; i < nonZero.length; i++) {
      nonZero[i] = tensor.values()[i] != 0;
    }
    return new NonZeroMap(tensor.shape(), nonZero);
  }

  /**
   * Returns the map of float values that are quantised after a threshold.
   *
   * @param planes channels x height x width of the image from index {@code first} on
   * @param least values of smaller magnitude are zero: the larger of tau_a and half a unit
   */
  public static NonZeroMap ofPlanes(Shape shape, float[] planes, int first, double least) {
    boolean[] nonZero = new boolean[shape.elements()];
    int pixels = shape.pixels();
    int channels = shape.channels();
    for (int channel = 0; channel < channels; channel++) {
      int plane = first + channel * pixels;
      for (int pixel = 0; pixel < pixels; pixel++) {
        nonZero[pixel * channels + channel] = Math.abs(planes[plane + pixel]) >= least;
      }
    }
    return new NonZeroMap(shape, nonZero);
  }

  /** Returns the same values under another shape of as many elements: flattening keeps the order. */
  public NonZeroMap as(Shape other) {
    return new NonZeroMap(other, nonZero);
  }

  /** Returns the number of values that are not zero. */
  public int count() {
    int count = 0;
    for (boolean value : nonZero) {
      count += value ? 1 : 0;
    }
    return count;
  }
}
