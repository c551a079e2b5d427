package org.sparseloom.layer;

/** Cycles of a grid of sparse engines for measured work (docs/hardware.md, "Sparse engine"). */
final class SparseCycles {
  private SparseCycles() {}

  /** Returns expected cycles per image, never fewer than the streams need. */
  static double perImage(ConvolutionGrid grid, Work work) {
    if (work.pixels() == 0) {
      throw new IllegalArgumentException(grid.layer().name() + " has no measured work");
    }
    long total = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      total += pixelCycles(grid, work, pixel);
    }
    return grid.atLeastStreams(total * work.pixelsPerImage() / work.pixels());
  }

  private static long pixelCycles(ConvolutionGrid grid, Work work, int pixel) {
    int gather = grid.lineBuffer().gatherCycles();
    long cycles = 0;
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      long slowest = gather;
      for (int row = 0; row < grid.folding().parallelInputs(); row++) {
        for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
          slowest = Math.max(slowest, engineCycles(grid, work, pixel, beat, row, column));
        }
      }
      cycles += slowest;
    }
    return Math.max(cycles, grid.drainCycles());
  }

  private static long engineCycles(
      ConvolutionGrid grid, Work work, int pixel, int beat, int row, int column) {
    int multipliers = grid.folding().multipliersPerEngine();
    int channels = grid.folding().channelsPerEngine();
    int first = grid.channel(beat, row, 0);
    long cycles = 0;
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      int filter = grid.filter(step, column);
      int pairs = 0;
      for (int channel = first; channel < first + channels; channel++) {
        pairs += work.pairs(pixel, filter, channel);
      }
      cycles += Math.max(1, (pairs + multipliers - 1) / multipliers);
    }
    return cycles;
  }
}
