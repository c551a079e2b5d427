package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.Folding;
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
        sweep.visit(
            perEngine,
            multipliers,
            columns(perEngine, multipliers, candidates.range()),
            (columns, slowest) -> {
              for (int rows : ConvolutionGrid.divisors(channels / perEngine)) {
                Folding folding = new Folding(rows, perEngine, columns, multipliers, 1);
                for (int pixels : candidates.range().pixels(source)) {
                  if (useful(folding, pixels, candidates.range())) {
                    add(folding, pixels, slowest, candidates);
                  }
                }
              }
            });
      }
    }
  }

  /** Returns the numbers of columns with some rows and pixels side by side that are of use. */
  private List<Integer> columns(int perEngine, int multipliers, IntervalRange range) {
    return ConvolutionGrid.divisors(layer.outputsPerGroup()).stream()
        .filter(columns -> anyUseful(perEngine, columns, multipliers, range))
        .toList();
  }

  private boolean anyUseful(int perEngine, int columns, int multipliers, IntervalRange range) {
    for (int rows : ConvolutionGrid.divisors(layer.channelsPerGroup() / perEngine)) {
      Folding folding = new Folding(rows, perEngine, columns, multipliers, 1);
      for (int pixels : range.pixels(source)) {
        if (useful(folding, pixels, range)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Neither too many multipliers nor too few, and fewer cycles than dense engines have with as many,
   * whatever the balance of their work.
   */
  private boolean useful(Folding folding, int pixels, IntervalRange range) {
    double least = sweep.leastPerPixel(folding, pixels);
    double dense =
        source.shareElsewhere(options) * source.macsPerPixel() / folding.multipliers() / pixels;
    return source.sensible(folding, pixels, options, range)
        && least < dense
        && source.inTime(least * work.pixelsPerImage(), range);
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
