package org.sparseloom.layer;

import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Window;

/** Module names of stages that keep channels apart. */
final class PoolingNames {
  private PoolingNames() {}

  /** Returns a name that tells apart any two streams and windows. */
  static String of(String kind, Window window, StreamFormat input, StreamFormat output) {
    return kind
        + "_" + input.shape().channels() + "x" + input.shape().height()
        + "x" + input.shape().width()
        + "_k" + window.kernelHeight() + "x" + window.kernelWidth()
        + "_s" + window.strideY() + "x" + window.strideX()
        + "_p" + window.padTop() + window.padLeft() + window.padBottom() + window.padRight()
        + "_l" + input.lanes() + "_a" + format(input) + "_y" + format(output)
        + PixelCounts.suffix(input.pixels());
  }

  static String format(StreamFormat stream) {
    return (stream.format().signed() ? "s" : "u") + stream.format().bits();
  }
}
