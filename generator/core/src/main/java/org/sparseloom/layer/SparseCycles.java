package org.sparseloom.layer;

/** Cycles of a grid of sparse engines for measured work (docs/hardware.md, "Sparse engine"). */
final class SparseCycles {
  private SparseCycles() {}

  /** Returns expected cycles per image, never fewer than the streams need. */
  static double perImage(ConvolutionGrid grid, Work work) {
    return grid.atLeastStreams(
        new SparseSweep(grid.layer(), work).perPixel(grid) * work.pixelsPerImage());
  }
}
