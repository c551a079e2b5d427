package org.sparseloom.layer;

/**
 * Cycles of activation-skip engines for one layer and its work, many foldings at once: what they take
 * hangs on the activations alone, so that these are counted once. One sweep is for one thread.
 */
public final class SkipSweep {
  private final Convolution layer;
  private final Work work;
  private final GridCycles grids;

  /** Activations that are not zero in the windows of all sampled pixels. */
  private final long all;

  private int channelsPerEngine;

  /** Activations that are not zero by (pixel, channels of an engine). */
  private int[] counted = new int[0];

  public SkipSweep(Convolution layer, Work work) {
    this.layer = layer;
    this.work = work;
    this.grids = new GridCycles(layer, work);
    this.all = all();
  }

  private long all() {
    long sum = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int group = 0; group < layer.groups(); group++) {
        sum += work.activations(pixel, group, 0, layer.channelsPerGroup());
      }
    }
    return sum;
  }

  /**
   * Returns mean cycles per pixel that no grid of a folding falls below, whatever activations its rows
   * have at once: those with all rows at work in every cycle.
   *
   * @param pixels that are computed side by side
   */
  public double leastPerPixel(Folding folding, int pixels) {
    int columns = folding.parallelOutputs();
    int filtersPerEngine = (layer.outputsPerGroup() + columns - 1) / columns;
    double perPlace = (double) filtersPerEngine * all / (folding.parallelInputs() * pixels);
    return perPlace / grids.places(pixels) / pixels;
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
    for (int pixel = 0, cell = 0; pixel < work.pixels(); pixel++) {
      int place = pixel / grid.pixels() * beats;
      for (int beat = place; beat < place + beats; beat++) {
        for (int row = 0; row < rows; row++) {
          most[beat] = Math.max(most[beat], counted[cell++]);
        }
      }
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
