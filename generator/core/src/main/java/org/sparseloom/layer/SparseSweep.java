package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

  private int channelsPerEngine;
  /** Pairs by (pixel, channels of an engine, filter of their group), filters innermost. */
  private int[] grouped = new int[0];

  public SparseSweep(Convolution layer, Work work) {
    this.layer = layer;
    this.work = work;
    this.grids = new GridCycles(layer, work);
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

  /** Calls the visitor for every parallelOutputs that divides a group's outputs, largest first. */
  public void visit(int engineChannels, int multipliersPerEngine, Visitor visitor) {
    List<Integer> columns = new ArrayList<>(ConvolutionGrid.divisors(filters()));
    Collections.reverse(columns);
    visit(engineChannels, multipliersPerEngine, columns, visitor);
  }

  private void visit(int engineChannels, int multipliers, List<Integer> columns, Visitor visitor) {
    group(engineChannels);
    int cells = work.pixels() * (layer.inputShape().channels() / engineChannels);
    List<int[]> sums = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    sums.add(steps(multipliers, layer.window().taps() * engineChannels));
    widths.add(filters());
    int[] slowest = new int[cells];
    for (int width : columns) {
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
    visit(
        grid.folding().channelsPerEngine(),
        grid.folding().multipliersPerEngine(),
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
    int filters = filters();
    int groups = layer.inputShape().channels() / engineChannels;
    int groupsOfLayer = layer.channelsPerGroup() / engineChannels;
    int[] sums = new int[work.pixels() * groups * filters];
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int filter = 0; filter < filters; filter++) {
        for (int group = 0; group < groups; group++) {
          int firstFilter = group / groupsOfLayer * filters;
          int firstChannel = group % groupsOfLayer * engineChannels;
          sums[(pixel * groups + group) * filters + filter] =
              work.pairs(pixel, firstFilter + filter, firstChannel, engineChannels);
        }
      }
    }
    grouped = sums;
    channelsPerEngine = engineChannels;
  }

  /** Returns max(1, ceil(k / N)) of every group. */
  private int[] steps(int multipliers, int mostPairs) {
    int[] cyclesOf = new int[mostPairs + 1];
    for (int k = 0; k <= mostPairs; k++) {
      cyclesOf[k] = Math.max(1, (k + multipliers - 1) / multipliers);
    }
    int[] cycles = new int[grouped.length];
    for (int i = 0; i < cycles.length; i++) {
      cycles[i] = cyclesOf[grouped[i]];
    }
    return cycles;
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
