package org.sparseloom.tensor;

/** A sliding window: kernel, stride and zero padding in pixels (ONNX names and order of pads). */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight) {
  public Window {
    if (kernelHeight < 1 || kernelWidth < 1 || strideY < 1 || strideX < 1) {
      throw new IllegalArgumentException(
          "kernel " + kernelHeight + "x" + kernelWidth + " and stride " + strideY + "x" + strideX
              + " must be at least 1");
    }
    if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0
        || Math.max(padTop, padBottom) >= kernelHeight
        || Math.max(padLeft, padRight) >= kernelWidth) {
      throw new IllegalArgumentException(
          "pads (" + padTop + "," + padLeft + "," + padBottom + "," + padRight
              + ") must be 0..kernel-1 of kernel " + kernelHeight + "x" + kernelWidth);
    }
  }

  /** Returns the 1x1 window of stride 1: a pointwise or fully connected layer. */
  public static Window pointwise() {
    return new Window(1, 1, 1, 1, 0, 0, 0, 0);
  }

  public int taps() {
    return kernelHeight * kernelWidth;
  }

  public boolean padded() {
    return padTop + padLeft + padBottom + padRight > 0;
  }

  /** Returns the output shape with the given channels for an input; kernel must fit in it. */
  public Shape output(Shape input, int channels) {
    int height = (input.height() + padTop + padBottom - kernelHeight) / strideY + 1;
    int width = (input.width() + padLeft + padRight - kernelWidth) / strideX + 1;
    return new Shape(channels, height, width);
  }

  /** Returns e.g. "3x3 stride 2 pad 1,1,1,1" (top, left, bottom, right); "1x1" if that is all. */
  @Override
  public String toString() {
    String stride = strideY == strideX ? "" + strideY : strideY + "x" + strideX;
    return kernelHeight + "x" + kernelWidth
        + (stride.equals("1") ? "" : " stride " + stride)
        + (padded() ? " pad " + padTop + "," + padLeft + "," + padBottom + "," + padRight : "");
  }
}
