package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of {@link ConvolutionListStage}s of one layer, many foldings at once: how long they are
 * hangs on the weights alone, which are counted once for all numbers of rows, and pixels. One sweep
 * is for one thread.
 */
public final class ListSweep {
  private final SparseSweep firstBeats;
  private final SparseSweep otherBeats;

  /**
   * By columns: the longest list of a column by channels of an engine, in first beats and in
   * others.
   */
  private final Map<Integer, int[]> longestOfFirst = new HashMap<>();

  private final Map<Integer, int[]> longestOfOthers = new HashMap<>();
  private int channelsPerEngine;

  public ListSweep(Convolution layer, Work work) {
    WeightsAsPairs weights = new WeightsAsPairs(work);
    firstBeats = new SparseSweep(layer, weights, 1);
    otherBeats = new SparseSweep(layer, weights, 0);
  }

  /** One pixel on which no activation is zero. */
  private record WeightsAsPairs(Work work) implements Work {
    @Override
    public int pixels() {
      return 1;
    }

    @Override
    public int pairs(int pixel, int filter, int first, int channels) {
      return work.weights(filter, first, channels);
    }

    @Override
    public int activations(int pixel, int group, int first, int channels) {
      throw new IllegalStateException("lists do not hang on activations");
    }

    @Override
    public int weights(int filter, int first, int channels) {
      return work.weights(filter, first, channels);
    }

    @Override
    public double pixelsPerImage() {
      return work.pixelsPerImage();
    }

    @Override
    public double pairDensity() {
      return work.pairDensity();
    }

    @Override
    public long pairs(int pixel) {
      return work.pairs(pixel);
    }
  }

  /** Returns the entries of every beat's lists, as {@link WeightLists} makes them. */
  public List<Integer> beatCycles(ConvolutionGrid grid) {
    count(grid.folding().channelsPerEngine());
    int rows = grid.folding().parallelInputs();
    List<Integer> cycles = new ArrayList<>();
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      boolean first = beat % grid.beatsPerSum() == 0;
      int[] lists =
          (first ? longestOfFirst : longestOfOthers).get(grid.folding().parallelOutputs());
      int longest = WeightLists.leastCycles(grid);
      for (int row = 0; row < rows; row++) {
        longest = Math.max(longest, lists[beat * rows + row]);
      }
      cycles.add(longest);
    }
    return cycles;
  }

  private void count(int engineChannels) {
    if (channelsPerEngine != engineChannels) {
      firstBeats.visit(
          engineChannels, 1, (columns, longest) -> longestOfFirst.put(columns, longest.clone()));
      otherBeats.visit(
          engineChannels, 1, (columns, longest) -> longestOfOthers.put(columns, longest.clone()));
      channelsPerEngine = engineChannels;
    }
  }

  /** Returns the share of the layer's weights that are zero. */
  public static double zeros(Convolution layer, Work work) {
    long nonZero = 0;
    for (int filter = 0; filter < layer.outputs(); filter++) {
      nonZero += work.weights(filter, 0, layer.channelsPerGroup());
    }
    return 1 - nonZero / ((double) layer.outputs() * layer.pairsPerOutput());
  }
}
