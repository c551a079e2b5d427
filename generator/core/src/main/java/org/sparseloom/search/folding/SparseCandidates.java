package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.SparseSweep;
import org.sparseloom.layer.Work;

/** The foldings of a convolution on sparse engines, their cycles found by one sweep. */
final class SparseCandidates {
  /** So few pairs are seldom all zero, and a cycle is the least that they take. */
  private static final int FEW_PAIRS = 3;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;
  private final SparseSweep sweep;

  SparseCandidates(
      CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
    this.sweep = new SparseSweep(layer, work);
  }

  void addTo(LayerCandidates candidates) {
    int channels = layer.channelsPerGroup();
    int taps = layer.window().taps();
    for (int perEngine : options.effort().channelsPerEngine(channels)) {
      for (int multipliers : ConvolutionGrid.divisors(taps * perEngine)) {
        int pairs = taps * perEngine;
        // A channel and a multiplier are the least that an engine can have, however deep it is.
        if (perEngine * multipliers > 1 && !ConvolutionSparseStage.isShallow(pairs, multipliers)
            || pairs <= FEW_PAIRS && options.engines().size() > 1) {
          continue;
        }
        addTo(candidates, perEngine, multipliers);
      }
    }
  }

  private void addTo(LayerCandidates candidates, int perEngine, int multipliers) {
    IntervalRange range = candidates.range();
    List<Integer> all = ConvolutionGrid.divisors(layer.outputsPerGroup());
    List<Integer> worthCounting =
        columns(perEngine, multipliers, range, all, sweep::leastPerPixel);
    if (worthCounting.isEmpty()) {
      return;
    }
    SparseSweep.Beats beats = sweep.beats(perEngine, multipliers);
    beats.visit(
        columns(perEngine, multipliers, range, worthCounting, beats::leastPerPixel),
        (columns, slowest) ->
            forEach(
                perEngine, columns, multipliers, range,
                (folding, pixels) -> {
                  if (useful(folding, pixels, range, beats::leastPerPixel)) {
                    add(folding, pixels, slowest, candidates);
                  }
                }));
  }

  /** Returns those of some numbers of columns that are of use with some rows and pixels side by side. */
  private List<Integer> columns(
      int perEngine, int multipliers, IntervalRange range, List<Integer> all, Bound bound) {
    List<Integer> useful = new ArrayList<>();
    for (int columns : all) {
      boolean[] any = {false};
      forEach(
          perEngine, columns, multipliers, range,
          (folding, pixels) -> any[0] = any[0] || useful(folding, pixels, range, bound));
      if (any[0]) {
        useful.add(columns);
      }
    }
    return useful;
  }

  /** Hands out the foldings of all rows with every number of pixels side by side. */
  private void forEach(
      int perEngine, int columns, int multipliers, IntervalRange range,
      BiConsumer<Folding, Integer> taker) {
    for (int rows : ConvolutionGrid.divisors(layer.channelsPerGroup() / perEngine)) {
      Folding folding = new Folding(rows, perEngine, columns, multipliers, 1);
      range.pixels(source).forEach(pixels -> taker.accept(folding, pixels));
    }
  }

  /** Cycles that a folding does not fall below. */
  private interface Bound {
    double perPixel(Folding folding, int windows);
  }

  /**
   * Neither too many multipliers nor too few, and fewer cycles than dense engines have with as many,
   * whatever the balance of their work.
   */
  private boolean useful(Folding folding, int pixels, IntervalRange range, Bound bound) {
    if (!source.sensible(folding, pixels, options, range)) {
      return false;
    }
    int windows = LineBuffer.windowsPerBeat(layer.window(), pixels);
    double least = bound.perPixel(folding, windows);
    double share = source.gains().shareElsewhere(options);
    double dense = share * source.macsPerPixel() / folding.multipliers() / windows;
    return least < dense && source.inTime(least * work.pixelsPerImage(), range);
  }

  /** Adds the folding with every number of output lanes. */
  private void add(Folding folding, int pixels, int[] slowest, LayerCandidates candidates) {
    ConvolutionGrid narrow = source.grid(folding, pixels);
    int[] cycles = new int[sweep.places(narrow.pixels()) * layer.groups()];
    sweep.engineCycles(narrow, slowest, cycles);
    double places = work.pixelsPerImage() / narrow.pixels() / sweep.places(narrow.pixels());
    for (int lanes :
        source.outputLanes(folding, pixels, sum(cycles) * places, candidates.range())) {
      Folding complete = folding.withColumns(folding.parallelOutputs(), lanes);
      ConvolutionGrid grid = source.grid(complete, pixels);
      double perImage = sweep.perPixel(grid, cycles) * work.pixelsPerImage();
      source.offer(
          ConvolutionSparseStage.ENGINE, complete, pixels, grid.atLeastStreams(perImage), options,
          candidates);
    }
  }

  private static double sum(int[] cycles) {
    long sum = 0;
    for (int each : cycles) {
      sum += each;
    }
    return sum;
  }
}
