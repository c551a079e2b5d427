package org.sparseloom.search.folding;

import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.SkipSweep;
import org.sparseloom.layer.Work;

/** The foldings of a convolution on engines that skip activations, their cycles found by one sweep. */
final class SkipCandidates {
  /** Arbiters of more pairs are slower than any clock that the rest reaches. */
  private static final int MOST_PAIRS = 72;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;
  private final SkipSweep sweep;

  SkipCandidates(CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
    this.sweep = new SkipSweep(layer, work);
  }

  void addTo(LayerCandidates candidates) {
    EngineRows.forEach(
        layer, options, MOST_PAIRS, candidates.range().pixels(source),
        (single, pixels) -> addTo(candidates, single, pixels));
  }

  /** Adds the folding with every number of columns and output lanes. */
  private void addTo(LayerCandidates candidates, Folding single, int pixels) {
    int[] most = sweep.most(source.grid(single, pixels));
    for (int columns : ConvolutionGrid.divisors(layer.outputsPerGroup())) {
      Folding wide = single.withColumns(columns, columns);
      if (!source.sensible(wide, pixels, options, candidates.range())) {
        continue;
      }
      int[] engines = sweep.engines(source.grid(wide, pixels), most);
      double cycles = perImage(wide, pixels, engines);
      for (int outputLanes : source.outputLanes(wide, pixels, cycles, candidates.range())) {
        Folding folding = single.withColumns(columns, outputLanes);
        source.offer(
            ConvolutionSkipStage.ENGINE, folding, pixels, perImage(folding, pixels, engines),
            options, candidates);
      }
    }
  }

  private double perImage(Folding folding, int pixels, int[] engines) {
    ConvolutionGrid grid = source.grid(folding, pixels);
    return grid.atLeastStreams(sweep.perPixel(grid, engines) * work.pixelsPerImage());
  }
}
