package org.sparseloom.layer;

/** Cycles of a stage in which every window of a line buffer is one output beat. */
final class PoolingCycles {
  private PoolingCycles() {}

  /** Returns steady cycles per image: those of the input's beats or of gathering all windows. */
  static long perImage(LineBuffer buffer) {
    return perImage(buffer, 1);
  }

  /** As {@link #perImage(LineBuffer)}, a window being worked on for so many cycles. */
  static long perImage(LineBuffer buffer, int cyclesPerBeat) {
    long beatsPerRow = (long) buffer.windowsPerRow() * buffer.input().beatsPerPixel();
    long row =
        Math.max(buffer.firstGatherCycles(), cyclesPerBeat)
            + (beatsPerRow - 1) * Math.max(buffer.gatherCycles(), cyclesPerBeat);
    return Math.max(buffer.input().beatsPerImage(), buffer.output().height() * row);
  }

  /** Returns cycles from the first input beat to the first window. */
  static long fill(LineBuffer buffer) {
    if (buffer.bypassed()) {
      return 1;
    }
    // It is offered when its rows are whole, its columns read, and shifted in.
    return (long) buffer.firstRows() * buffer.wordsPerRow() + buffer.firstGatherCycles() + 1;
  }
}
