package org.sparseloom.layer;

/** Cycles of a pooling stage behind a line buffer, which alone sets its pace. */
final class PoolingCycles {
  private PoolingCycles() {}

  /** Returns steady cycles per image: those of the input's beats or of gathering all windows. */
  static long perImage(LineBuffer buffer) {
    long beatsPerRow = (long) buffer.output().width() * buffer.input().beatsPerPixel();
    long row = buffer.firstGatherCycles() + (beatsPerRow - 1) * buffer.gatherCycles();
    return Math.max(buffer.input().beatsPerImage(), buffer.output().height() * row);
  }

  /** Returns cycles from the first input beat to the first window. */
  static long fill(LineBuffer buffer) {
    if (buffer.bypassed()) {
      return 1;
    }
    int rows =
        Math.min(
            buffer.input().shape().height(),
            buffer.window().kernelHeight() - buffer.window().padTop());
    return (long) rows * buffer.wordsPerRow() + buffer.firstGatherCycles() + 1;
  }
}
