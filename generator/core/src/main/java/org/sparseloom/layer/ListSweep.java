package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of {@link ConvolutionListStage}s of one layer, many foldings at once: how long they are
 * hangs on the weights alone, which are counted once for all numbers of rows, columns and pixels. One
 * sweep is for one thread.
 */
public final class ListSweep {
  private final Convolution layer;
  private final Work work;
  private int channelsPerEngine;

  /** Weights that are not zero by channels of an engine and filter of their group, filters innermost. */
  private int[] weights = new int[0];

  /** By rows and columns; pixels side by side do not matter. */
  private final Map<List<Integer>, List<Integer>> known = new HashMap<>();

  public ListSweep(Convolution layer, Work work) {
    this.layer = layer;
    this.work = work;
  }

  /** Returns the entries of every beat's lists, as {@link WeightLists} makes them. */
  public List<Integer> beatCycles(ConvolutionGrid grid) {
    count(grid.folding().channelsPerEngine());
    return known.computeIfAbsent(
        List.of(grid.folding().parallelInputs(), grid.folding().parallelOutputs()),
        rowsAndColumns -> found(grid));
  }

  private List<Integer> found(ConvolutionGrid grid) {
    int engines = grid.folding().engines();
    List<Integer> cycles = new ArrayList<>();
    for (int group = 0; group < layer.groups(); group++) {
      Arrays.stream(
              ListSchedule.beatCycles(
                  entries(grid, group), engines, WeightLists.leastCycles(grid),
                  ConvolutionListStage.mostLag(grid)))
          .forEach(cycles::add);
    }
    return List.copyOf(cycles);
  }

  /** Returns the entries of every beat and engine: the rows of a beat stand one behind the other. */
  private int[] entries(ConvolutionGrid grid, int group) {
    int rows = grid.folding().parallelInputs();
    int columns = grid.folding().parallelOutputs();
    int filters = filters();
    int places = layer.channelsPerGroup() / channelsPerEngine;
    int[] entries = new int[places * columns];
    boolean[] used = new boolean[rows * filters];
    for (int place = 0; place < places; place++) {
      int from = (group * places + place) * filters;
      for (int filter = 0; filter < filters; filter++) {
        int found = weights[from + filter];
        entries[place * columns + filter % columns] += found;
        used[place % rows * filters + filter] |= found > 0;
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int filter = 0; filter < filters; filter++) {
        if (!used[row * filters + filter]) {
          entries[row * columns + filter % columns]++;
        }
      }
    }
    return entries;
  }

  private int filters() {
    return layer.outputsPerGroup();
  }

  private void count(int engineChannels) {
    if (channelsPerEngine == engineChannels) {
      return;
    }
    known.clear();
    channelsPerEngine = engineChannels;
    int filters = filters();
    int places = layer.channelsPerGroup() / engineChannels;
    weights = new int[layer.groups() * places * filters];
    int next = 0;
    for (int group = 0; group < layer.groups(); group++) {
      for (int place = 0; place < places; place++) {
        for (int filter = 0; filter < filters; filter++) {
          weights[next++] =
              work.weights(group * filters + filter, place * engineChannels, engineChannels);
        }
      }
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
