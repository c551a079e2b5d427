package org.sparseloom.layer;

/**
 * Cycles of activation-skip engines for one layer and its work, many foldings at once: what they take
 * hangs on the activations alone, so that these are counted once. One sweep is for one thread.
 */
public final class SkipSweep {
  private final Convolution layer;
  private final Work work;
  private final GridCycles grids;
  private int channelsPerEngine;

  /** Activations that are not zero by (pixel, channels of an engine). */
  private int[] counted = new int[0];

  public SkipSweep(Convolution layer, Work work) {
    this.layer = layer;
    this.work = work;
    this.grids = new GridCycles(layer, work);
  }

  /**
   * Returns the most activations that one of the engine rows, and of the pixels side by side, has to
   * visit, by (place, beat), beats innermost. It does not hang on the columns of a grid.
   */
  public int[] most(ConvolutionGrid grid) {
    count(grid.folding().channelsPerEngine());
    int rows = grid.folding().parallelInputs();
    int beats = grid.beatsPerPixel();
    int[] most = new int[grids.places(grid.pixels()) * beats];
    for (int cell = 0; cell < counted.length; cell++) {
      int pixel = cell / (beats * rows);
      int beat = cell / rows % beats;
      int at = pixel / grid.pixels() * beats + beat;
      most[at] = Math.max(most[at], counted[cell]);
    }
    return most;
  }

  /** Returns mean cycles per pixel of a grid (docs/hardware.md, "Engines") from {@link #engines}. */
  public double perPixel(ConvolutionGrid grid, int[] engines) {
    return GridCycles.perPixel(grid, grids.ofPlaces(grid, engines));
  }

  /** Returns cycles per image. */
  double perImage(ConvolutionGrid grid) {
    return grids.perImage(grid, ofPlaces(grid, most(grid)));
  }

  /** Returns the cycles of each output row, the work being that of all pixels in raster order. */
  double[] perRow(ConvolutionGrid grid) {
    return grids.perRow(grid, ofPlaces(grid, most(grid)));
  }

  private int[] ofPlaces(ConvolutionGrid grid, int[] most) {
    return grids.ofPlaces(grid, engines(grid, most));
  }

  /**
   * Returns the cycles of a grid's engines by (place, group of the layer), groups innermost, from its most
   * activations. They do not hang on the output lanes.
   */
  public int[] engines(ConvolutionGrid grid, int[] most) {
    int beats = grid.beatsPerSum();
    int filters = grid.filtersPerEngine();
    int gather = grid.lineBuffer().gatherCycles();
    int[] engines = new int[most.length / beats];
    for (int sum = 0, cell = 0; sum < engines.length; sum++) {
      // The first beat of a sum must write all of them.
      int cycles = Math.max(gather, Math.max(filters, filters * most[cell++]));
      for (int beat = 1; beat < beats; beat++) {
        cycles += Math.max(gather, Math.max(1, filters * most[cell++]));
      }
      engines[sum] = cycles;
    }
    return engines;
  }

  private void count(int engineChannels) {
    if (channelsPerEngine == engineChannels) {
      return;
    }
    int perGroup = layer.channelsPerGroup() / engineChannels;
    int perPixel = perGroup * layer.groups();
    int[] counts = new int[work.pixels() * perPixel];
    for (int cell = 0; cell < counts.length; cell++) {
      int group = cell % perPixel / perGroup;
      int first = cell % perGroup * engineChannels;
      counts[cell] = work.activations(cell / perPixel, group, first, engineChannels);
    }
    counted = counts;
    channelsPerEngine = engineChannels;
  }
}
