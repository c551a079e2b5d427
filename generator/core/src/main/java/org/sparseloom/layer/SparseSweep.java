package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cycles of sparse engine grids for one layer and its work, many foldings at once: pair counts are
 * summed over the channels of an engine once, then ceilings taken once per multiplier count, then
 * folded over output and input channels. One sweep is for one thread.
 */
public final class SparseSweep {
  private static final long PAIRS_AT_A_TIME = 1 << 20;

  private final Convolution layer;
  private final Work work;
  private final GridCycles grids;

  /** Of all sampled pixels. */
  private final long pairs;

  private int channelsPerEngine;
  /** Pairs by (pixel, channels of an engine, filter of their group), filters innermost. */
  private int[] grouped = new int[0];

  /** How many of these are so many pairs. */
  private long[] occurrences = new long[0];

  public SparseSweep(Convolution layer, Work work) {
    this.layer = layer;
    this.work = work;
    this.grids = new GridCycles(layer, work);
    this.pairs = IntStream.range(0, work.pixels()).mapToLong(work::pairs).sum();
  }

  /** Takes what a sweep finds: per sampled pixel, beat cycles of a row of engines. */
  public interface Visitor {
    /**
     * Hears the cycles of the slowest engine column.
     *
     * @param parallelOutputs columns (Po)
     * @param slowest by (pixel, channel group of one engine row), groups innermost; valid only during
     *     the call
     */
    void columns(int parallelOutputs, int[] slowest);
  }

  /**
   * Returns mean cycles per pixel that no grid of a folding falls below: those with all multipliers at work
   * in every cycle, and one for each filter of an engine and beat.
   *
   * @param pixels side by side
   */
  public double leastPerPixel(Folding folding, int pixels) {
    double pairsOfPlace = (double) pairs / places(pixels) / pixels;
    double visits =
        (double) layer.outputs() * layer.channelsPerGroup()
            / folding.channelsPerEngine() / folding.engines();
    return Math.max(pairsOfPlace / folding.multipliers(), visits) / pixels;
  }

  /**
   * Returns what engines of some size do for every beat; of use until others are asked for.
   *
   * @param multipliersPerEngine N, which divides the pairs of a beat
   */
  public Beats beats(int engineChannels, int multipliersPerEngine) {
    group(engineChannels);
    return new Beats(engineChannels, multipliersPerEngine);
  }

  /** What engines of one size do for every beat, whatever their columns. */
  public final class Beats {
    private final int cells;

    /** Cycles for so many pairs. */
    private final int[] cyclesOf;

    /** Cycles of all sampled pixels, channels of engines, and filters. */
    private final long all;

    private Beats(int engineChannels, int multipliers) {
      this.cells = work.pixels() * (layer.inputShape().channels() / engineChannels);
      this.cyclesOf = new int[occurrences.length];
      Arrays.setAll(cyclesOf, k -> Math.max(1, (k + multipliers - 1) / multipliers));
      long sum = 0;
      for (int k = 0; k < cyclesOf.length; k++) {
        sum += occurrences[k] * cyclesOf[k];
      }
      this.all = sum;
    }

    /**
     * Returns mean cycles per pixel that no grid of a folding with such engines falls below: those with all
     * engines at work until the last one is done. It is never below that of the sweep.
     *
     * @param pixels side by side
     */
    public double leastPerPixel(Folding folding, int pixels) {
      return (double) all / folding.engines() / places(pixels) / pixels / pixels;
    }

    /**
     * Calls the visitor for some numbers of columns, largest first.
     *
     * @param parallelOutputs numbers that divide a group's outputs, ascending
     */
    public void visit(List<Integer> parallelOutputs, Visitor visitor) {
      if (parallelOutputs.isEmpty()) {
        return;
      }
      List<int[]> sums = new ArrayList<>();
      List<Integer> widths = new ArrayList<>();
      sums.add(steps());
      widths.add(filters());
      int[] slowest = new int[cells];
      for (int index = parallelOutputs.size() - 1; index >= 0; index--) {
        int width = parallelOutputs.get(index);
        // Sums over steps of a narrow grid are sums of the sums of any wider one that it divides.
        int from = sums.size() - 1;
        while (widths.get(from) % width != 0) {
          from--;
        }
        int[] folded = sums.get(from);
        if (widths.get(from) != width) {
          folded = fold(folded, widths.get(from), width);
          sums.add(folded);
          widths.add(width);
        }
        maximum(folded, width, slowest);
        visitor.columns(width, slowest);
      }
    }

    /** Returns the cycles by (pixel, channels of an engine, filter of their group), filters innermost. */
    private int[] steps() {
      int[] steps = new int[grouped.length];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = cyclesOf[grouped[i]];
      }
      return steps;
    }
  }

  /** Returns the filters of a group. */
  private int filters() {
    return layer.outputsPerGroup();
  }

  /** Returns mean cycles per pixel of the grid (docs/hardware.md, "Engines"). */
  double perPixel(ConvolutionGrid grid) {
    return GridCycles.perPixel(grid, ofPlaces(grid));
  }

  /** Returns cycles per image. */
  double perImage(ConvolutionGrid grid) {
    return grids.perImage(grid, ofPlaces(grid));
  }

  /** Returns the cycles of each output row, the work being that of all pixels in raster order. */
  double[] perRow(ConvolutionGrid grid) {
    return grids.perRow(grid, ofPlaces(grid));
  }

  /** Looks at some pixels at a time, to save memory. */
  private int[] ofPlaces(ConvolutionGrid grid) {
    int side = grid.pixels();
    int[] cycles = new int[places(side)];
    long pairsOfPixel = (long) layer.outputs() * layer.channelsPerGroup();
    int step = (int) Math.max(1, PAIRS_AT_A_TIME / pairsOfPixel / side) * side;
    for (int from = 0; from < work.pixels(); from += step) {
      PartOfWork part = new PartOfWork(work, from, Math.min(work.pixels(), from + step));
      int[] some =
          new GridCycles(layer, part)
              .ofPlaces(grid, new SparseSweep(layer, part).engineCycles(grid));
      System.arraycopy(some, 0, cycles, from / side, some.length);
    }
    return cycles;
  }

  /** Returns the places of so many pixels side by side, see {@link GridCycles}. */
  public int places(int pixels) {
    return grids.places(pixels);
  }

  private int[] engineCycles(ConvolutionGrid grid) {
    int[] engines = new int[places(grid.pixels()) * layer.groups()];
    beats(grid.folding().channelsPerEngine(), grid.folding().multipliersPerEngine())
        .visit(
            List.of(grid.folding().parallelOutputs()),
            (columns, slowest) -> engineCycles(grid, slowest, engines));
    return engines;
  }

  /**
   * Returns mean cycles per pixel of the grid from the cycles of its engines; these do not hang on
   * outputLanes.
   */
  public double perPixel(ConvolutionGrid grid, int[] engineCycles) {
    return GridCycles.perPixel(grid, grids.ofPlaces(grid, engineCycles));
  }

  /**
   * Works out, for every sampled pixel and group of the layer, sum over beats of max(gather, slowest
   * engine row), from what a visitor got.
   *
   * @param into one place a group of the layer for every so many pixels as are side by side
   *     ({@link #places}), groups innermost; such pixels wait for the slowest of them at every beat
   */
  public void engineCycles(ConvolutionGrid grid, int[] slowest, int[] into) {
    int rows = grid.folding().parallelInputs();
    int engines = layer.channelsPerGroup() / grid.folding().channelsPerEngine();
    int gather = grid.lineBuffer().gatherCycles();
    int perPixel = layer.inputShape().channels() / grid.folding().channelsPerEngine();
    int[] together = together(slowest, perPixel, grid.pixels());
    int cell = 0;
    for (int sums = 0; sums < into.length; sums++) {
      int cycles = 0;
      for (int beat = 0; beat < engines; beat += rows) {
        int longest = gather;
        for (int row = 0; row < rows; row++) {
          longest = Math.max(longest, together[cell++]);
        }
        cycles += longest;
      }
      into[sums] = cycles;
    }
  }

  /** Returns the longest of every so many pixels side by side, channel group by channel group. */
  private int[] together(int[] slowest, int groups, int pixels) {
    if (pixels == 1) {
      return slowest;
    }
    int[] longest = new int[places(pixels) * groups];
    for (int cell = 0; cell < work.pixels() * groups; cell++) {
      int place = cell / groups / pixels * groups + cell % groups;
      longest[place] = Math.max(longest[place], slowest[cell]);
    }
    return longest;
  }

  private void group(int engineChannels) {
    if (channelsPerEngine == engineChannels) {
      return;
    }
    boolean finer = channelsPerEngine > 0 && engineChannels % channelsPerEngine == 0;
    grouped = finer ? coarser(engineChannels / channelsPerEngine) : counted(engineChannels);
    channelsPerEngine = engineChannels;
    occurrences = new long[layer.window().taps() * engineChannels + 1];
    for (int each : grouped) {
      occurrences[each]++;
    }
  }

  private int[] counted(int engineChannels) {
    int filters = filters();
    int groups = layer.inputShape().channels() / engineChannels;
    int groupsOfLayer = layer.channelsPerGroup() / engineChannels;
    int[] sums = new int[work.pixels() * groups * filters];
    for (int cell = 0; cell < work.pixels() * groups; cell++) {
      int group = cell % groups;
      work.pairsOfGroup(
          cell / groups, group / groupsOfLayer, filters, group % groupsOfLayer * engineChannels,
          engineChannels, sums, cell * filters);
    }
    return sums;
  }

  /** Returns the pairs of so many groups of channels together: sooner had than counted anew. */
  private int[] coarser(int parts) {
    int filters = filters();
    int[] sums = new int[grouped.length / parts];
    for (int to = 0, from = 0; to < sums.length; to += filters) {
      for (int part = 0; part < parts; part++, from += filters) {
        for (int filter = 0; filter < filters; filter++) {
          sums[to + filter] += grouped[from + filter];
        }
      }
    }
    return sums;
  }

  /** Sums columns p, p + to, p + 2 to, ... of every row of {@code from} columns. */
  private static int[] fold(int[] sums, int from, int to) {
    int[] folded = new int[sums.length / from * to];
    for (int source = 0, target = 0; source < sums.length; target += to) {
      for (int step = 0; step < from / to; step++) {
        for (int column = 0; column < to; column++) {
          folded[target + column] += sums[source++];
        }
      }
    }
    return folded;
  }

  private static void maximum(int[] sums, int width, int[] into) {
    int source = 0;
    for (int cell = 0; cell < into.length; cell++) {
      int most = 0;
      for (int column = 0; column < width; column++) {
        most = Math.max(most, sums[source++]);
      }
      into[cell] = most;
    }
  }
}
