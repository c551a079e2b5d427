package org.sparseloom.search.folding;

import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.SparseSweep;
import org.sparseloom.layer.Work;

/** The foldings of a convolution on sparse engines, their cycles found by one sweep. */
final class SparseCandidates {
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
    this.pixelCycles = new int[work.pixels()];
  }

  void addTo(LayerCandidates candidates) {
    int channels = layer.inputShape().channels();
    for (int perEngine : ConvolutionGrid.divisors(channels)) {
      for (int multipliers : ConvolutionGrid.divisors(layer.window().taps() * perEngine)) {
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
    if (folding.multipliers() > options.budget().dsp() + options.budget().lut() / 10) {
      return;
    }
    LineBuffer buffer = source.grid(folding).lineBuffer();
    int[] next = new int[1];
    sweep.pixels(
        slowest,
        folding.channelsPerEngine(),
        folding.parallelInputs(),
        buffer.gatherCycles(),
        cycles -> pixelCycles[next[0]++] = cycles);
    for (int lanes : ConvolutionGrid.divisors(folding.parallelOutputs())) {
      Folding complete =
          new Folding(
              folding.parallelInputs(),
              folding.channelsPerEngine(),
              folding.parallelOutputs(),
              folding.multipliersPerEngine(),
              lanes);
      ConvolutionGrid grid = source.grid(complete);
      long total = 0;
      for (int cycles : pixelCycles) {
        total += Math.max(cycles, grid.drainCycles());
      }
      double perImage = (double) total / work.pixels() * work.pixelsPerImage();
      source.offerSparse(complete, grid.atLeastStreams(perImage), options, candidates);
    }
  }
}
