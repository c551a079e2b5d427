package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.DepthwiseNumbers;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.pipeline.DepthwiseChoice;

/** The ways to build a depthwise convolution. */
final class DepthwiseCandidates {
  /** Pixels side by side of which a DSP slice makes both products with a weight. */
  private static final int SHARING = 2;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;

  DepthwiseCandidates(
      CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
  }

  void addTo(LayerCandidates candidates) {
    List<MultiplierKind> kinds =
        source.multiplierKinds(options, List.of(MultiplierKind.values()));
    for (int lanes : ConvolutionGrid.divisors(layer.outputs())) {
      for (int multipliers : DepthwiseNumbers.usefulMultipliers(layer)) {
        for (int pixels : pixels(candidates.range())) {
          // More requantisers are dearer, and seldom spare a connection lanes in common.
          int out = DepthwiseNumbers.outputLanes(layer, lanes, multipliers, pixels).get(0);
          for (MultiplierKind kind : kinds) {
            DepthwiseChoice choice = new DepthwiseChoice(kind, lanes, multipliers, out, pixels);
            Stage stage = source.stage(choice);
            source.offer(choice, stage, stage.cyclesPerImage(work), candidates);
          }
        }
      }
    }
  }

  /** Returns those that the range has use for, and the fewest whose outputs share multipliers. */
  private List<Integer> pixels(IntervalRange range) {
    List<Integer> useful = range.pixelsWithLists(source);
    return layer.pixelCounts().stream()
        .filter(
            pixels ->
                useful.contains(pixels)
                    || options.sideBySide()
                        && LineBuffer.windowsPerBeat(layer.window(), pixels) == SHARING)
        .toList();
  }
}
