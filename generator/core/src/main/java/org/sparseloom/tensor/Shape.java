package org.sparseloom.tensor;

/** Extent of one image's feature map: channels x height x width, each at least 1. */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "shape (" + channels + "x" + height + "x" + width + ") must be positive in every extent");
    }
  }

  public int pixels() {
    return height * width;
  }

  public int elements() {
    return channels * height * width;
  }

  /** Returns "CxHxW". */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
