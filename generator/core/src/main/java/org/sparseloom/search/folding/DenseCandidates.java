package org.sparseloom.search.folding;

import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Work;

/**
 * The foldings of a convolution on dense engines, all with one row: Pi rows of g channels and N
 * multipliers do in every cycle what one row of Pi x g channels and Pi x N multipliers does. And N is at
 * least g: fewer multipliers do as much for fewer channels.
 */
final class DenseCandidates {
  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;

  DenseCandidates(CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
  }

  void addTo(LayerCandidates candidates) {
    for (int perEngine : ConvolutionGrid.divisors(layer.channelsPerGroup())) {
      for (int multipliers : ConvolutionGrid.divisors(layer.window().taps() * perEngine)) {
        for (int columns : ConvolutionGrid.divisors(layer.outputsPerGroup())) {
          Folding folding = new Folding(1, perEngine, columns, multipliers, columns);
          if (multipliers >= perEngine) {
            addTo(candidates, folding);
          }
        }
      }
    }
  }

  /** Adds the folding with every number of pixels side by side and output lanes. */
  private void addTo(LayerCandidates candidates, Folding folding) {
    for (int pixels : candidates.range().pixels(source)) {
      if (source.sensible(folding, pixels, options, candidates.range())) {
        double engines = cyclesPerImage(folding, pixels);
        for (int lanes : source.outputLanes(folding, pixels, engines, candidates.range())) {
          Folding complete = folding.withColumns(folding.parallelOutputs(), lanes);
          source.offer(
              ConvolutionDenseStage.ENGINE, complete, pixels, cyclesPerImage(complete, pixels),
              options, candidates);
        }
      }
    }
  }

  private double cyclesPerImage(Folding folding, int pixels) {
    return new ConvolutionDenseStage(source.grid(folding, pixels)).cyclesPerImage(work);
  }
}
