package org.sparseloom.layer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Cycles of column engines for one layer and its work, many foldings at once: how many entries an engine's
 * columns have hangs on the weights alone, and is counted once for each number of columns. One sweep is
 * for one thread.
 */
public final class ColumnSweep {
  /** Sums from whose end on engines are as far from each other as they ever are. */
  private static final int WARM_UP = 8;

  private final Convolution layer;
  private final Work work;
  private final int together;
  private final GridCycles grids;

  /** How often every activation is not zero, by (channel, tap). */
  private final double[] shares;

  /** By columns: per group of the layer and (channel of the group, tap) the entries of every engine. */
  private final Map<Integer, short[][][]> entries = new HashMap<>();

  /**
   * A sweep.
   *
   * @param together filters side by side that share an engine: 1, or 2 of an even number
   */
  public ColumnSweep(Convolution layer, Work work, int together) {
    this.layer = layer;
    this.work = work;
    this.together = together;
    this.grids = new GridCycles(layer, work);
    this.shares = activations(layer, work);
  }

  /** Returns cycles per image. */
  public double perImage(ConvolutionGrid grid) {
    int places = grids.places(grid.pixels());
    int warmUp = Math.min(WARM_UP, places);
    ColumnClock clock = clock(grid, ColumnClock.UNWATCHED);
    for (int place = places - warmUp; place < places; place++) {
      clock.run(place);
    }
    long begin = clock.drained();
    for (int place = 0; place < places; place++) {
      clock.run(place);
    }
    double perPixel = (clock.drained() - begin) / (double) places / grid.pixels();
    return grid.atLeastStreams(perPixel * work.pixelsPerImage());
  }

  ColumnClock clock(ConvolutionGrid grid, int unwatched) {
    return new ColumnClock(
        grid, work, entries(grid.folding().parallelOutputs()), unwatched);
  }

  /** Returns the cycles of each output row, the work being that of all pixels in raster order. */
  double[] perRow(ConvolutionGrid grid) {
    int[] cycles = new int[grids.places(grid.pixels())];
    ColumnClock clock = clock(grid, ColumnClock.UNWATCHED);
    long before = 0;
    for (int place = 0; place < cycles.length; place++) {
      clock.run(place);
      cycles[place] = (int) (clock.drained() - before);
      before = clock.drained();
    }
    return grids.perRow(grid, cycles);
  }

  /** Returns the entries of the engine that has most of them, as {@link WeightColumns} makes them. */
  public int mostEntries(ConvolutionGrid grid) {
    Folding folding = grid.folding();
    int firstOfRow = folding.channelsPerEngine() * layer.window().taps();
    int[] rowOf = rowOf(folding);
    short[][][] counts = entries(folding.parallelOutputs());
    int[][] ofRows = new int[folding.parallelInputs()][counts[0][0].length];
    for (short[][] group : counts) {
      for (int cell = 0; cell < rowOf.length; cell++) {
        for (int engine = 0; engine < group[cell].length; engine++) {
          ofRows[rowOf[cell]][engine] += group[cell][engine];
        }
      }
      // The first pair of a sum has entries for all steps.
      for (int row = 0; row < ofRows.length; row++) {
        for (int engine = 0; engine < ofRows[row].length; engine++) {
          ofRows[row][engine] += grid.filtersPerEngine() - group[row * firstOfRow][engine];
        }
      }
    }
    return Arrays.stream(ofRows).flatMapToInt(Arrays::stream).max().orElseThrow();
  }

  /**
   * Returns mean cycles per pixel that grids of a folding do not fall below: those in which the engines with most to
   * do, and the feeders of rows, are always at work.
   *
   * @param pixels side by side that come out
   */
  public double leastPerPixel(Folding folding, int pixels) {
    short[][][] counts = entries(folding.parallelOutputs());
    int[] rowOf = rowOf(folding);
    double all = 0;
    for (int group = 0; group < layer.groups(); group++) {
      int first = group * rowOf.length;
      double[] ofFeeders = new double[folding.parallelInputs()];
      for (int cell = 0; cell < rowOf.length; cell++) {
        ofFeeders[rowOf[cell]] += shares[first + cell];
      }
      double[][] ofEngines = new double[ofFeeders.length][counts[group][0].length];
      for (int cell = 0; cell < rowOf.length; cell++) {
        short[] entriesOf = counts[group][cell];
        double[] sums = ofEngines[rowOf[cell]];
        for (int engine = 0; engine < sums.length; engine++) {
          sums[engine] += shares[first + cell] * entriesOf[engine];
        }
      }
      double busiest =
          Arrays.stream(ofEngines).flatMapToDouble(Arrays::stream).max().orElseThrow();
      all += Math.max(busiest, Arrays.stream(ofFeeders).max().orElseThrow());
    }
    return all / pixels;
  }

  /** Returns the row of engines of every (channel of a group, tap). */
  private int[] rowOf(Folding folding) {
    int taps = layer.window().taps();
    int[] rowOf = new int[layer.channelsPerGroup() * taps];
    Arrays.setAll(
        rowOf,
        cell -> cell / taps / folding.channelsPerEngine() % folding.parallelInputs());
    return rowOf;
  }

  /** Returns how often, of all sampled pixels, every activation is not zero, channel by channel: 0..1. */
  private static double[] activations(Convolution layer, Work work) {
    int taps = layer.window().taps();
    double[] shares = new double[layer.inputShape().channels() * taps];
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int cell = 0; cell < shares.length; cell++) {
        shares[cell] += work.activation(pixel, cell / taps, cell % taps) ? 1.0 / work.pixels() : 0;
      }
    }
    return shares;
  }

  private short[][][] entries(int columns) {
    return entries.computeIfAbsent(columns, this::counted);
  }

  private short[][][] counted(int columns) {
    int taps = layer.window().taps();
    int filters = layer.outputsPerGroup();
    short[][][] counts =
        new short[layer.groups()][layer.channelsPerGroup() * taps][columns / together];
    for (int filter = 0; filter < layer.outputs(); filter += together) {
      short[][] ofGroup = counts[filter / filters];
      int engine = filter % filters % columns / together;
      for (int cell = 0; cell < ofGroup.length; cell++) {
        boolean some = work.weight(filter, cell / taps, cell % taps);
        if (some || (together == 2 && work.weight(filter + 1, cell / taps, cell % taps))) {
          ofGroup[cell][engine]++;
        }
      }
    }
    return counts;
  }
}
