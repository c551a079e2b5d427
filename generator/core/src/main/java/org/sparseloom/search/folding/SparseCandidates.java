package org.sparseloom.search.folding;

import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.SparseSweep;
import org.sparseloom.layer.Work;

/** The foldings of a convolution on sparse engines, their cycles found by one sweep. */
final class SparseCandidates {
  /**
   * Arbiters of more pairs, or for more multipliers, are slower than any clock that the rest reaches,
   * and dearer than two of half the size.
   */
  private static final int MOST_PAIRS = 144;

  private static final int MOST_MULTIPLIERS = 16;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;
  private final SparseSweep sweep;
  private final int[] pixelCycles;

  SparseCandidates(
      CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
    this.sweep = new SparseSweep(layer, work);
    this.pixelCycles = new int[work.pixels() * layer.groups()];
  }

  void addTo(LayerCandidates candidates) {
    int channels = layer.channelsPerGroup();
    int taps = layer.window().taps();
    for (int perEngine : ConvolutionGrid.divisors(channels)) {
      for (int multipliers : ConvolutionGrid.divisors(taps * perEngine)) {
        if (perEngine > 1 && taps * perEngine > MOST_PAIRS || multipliers > MOST_MULTIPLIERS) {
          continue;
        }
        sweep.visit(
            perEngine,
            multipliers,
            (columns, slowest) -> {
              for (int rows : ConvolutionGrid.divisors(channels / perEngine)) {
                add(new Folding(rows, perEngine, columns, multipliers, 1), slowest, candidates);
              }
            });
      }
    }
  }

  /** Adds the folding with every number of output lanes. */
  private void add(Folding folding, int[] slowest, LayerCandidates candidates) {
    if (folding.multipliers() > options.budget().dsp() + options.budget().lut() / 10
        || !candidates.range().sensible(source.macs(), folding.multipliers())) {
      return;
    }
    sweep.engineCycles(source.grid(folding), slowest, pixelCycles);
    if (sum(pixelCycles) * work.pixelsPerImage() > candidates.range().most() * pixelCycles.length) {
      return;
    }
    for (int lanes : ConvolutionGrid.divisors(folding.parallelOutputs())) {
      Folding complete =
          new Folding(
              folding.parallelInputs(),
              folding.channelsPerEngine(),
              folding.parallelOutputs(),
              folding.multipliersPerEngine(),
              lanes);
      ConvolutionGrid grid = source.grid(complete);
      double perImage = sweep.perPixel(grid, pixelCycles) * work.pixelsPerImage();
      source.offerSparse(complete, grid.atLeastStreams(perImage), options, candidates);
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
