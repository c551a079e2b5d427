package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.ListSweep;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Work;
import org.sparseloom.pipeline.ConvolutionChoice;

/**
 * The foldings of a convolution on engines that walk lists of weights, their lists found by one
 * sweep.
 */
final class ListCandidates {
  /** Copies of more activations take LUT RAM of several banks each. */
  private static final int MOST_PAIRS = 32;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;
  private final ListSweep sweep;

  ListCandidates(CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
    this.sweep = new ListSweep(layer, work);
  }

  void addTo(LayerCandidates candidates) {
    EngineRows.forEach(
        layer, options, MOST_PAIRS, candidates.range().pixelsWithLists(source),
        (single, pixels) -> addTo(candidates, single, pixels));
  }

  /** Adds the folding with every number of columns that is faster than fewer of them. */
  private void addTo(LayerCandidates candidates, Folding single, int pixels) {
    double fastest = Double.POSITIVE_INFINITY;
    for (int columns : EngineColumns.of(layer.outputsPerGroup())) {
      Folding wide = single.withColumns(columns, source.mostLanes(columns));
      if (!source.sensible(wide, pixels, options, candidates.range())) {
        continue;
      }
      List<Integer> lists = sweep.beatCycles(source.grid(wide, pixels));
      double cycles = cycles(wide, pixels, lists);
      if (cycles < fastest) {
        fastest = cycles;
        for (int lanes : source.outputLanes(wide, pixels, cycles, candidates.range())) {
          offer(candidates, single.withColumns(columns, lanes), pixels, lists);
        }
      }
    }
  }

  private double cycles(Folding folding, int pixels, List<Integer> lists) {
    return stage(MultiplierKind.DSP, folding, pixels, lists).cyclesPerImage(work);
  }

  private void offer(
      LayerCandidates candidates, Folding folding, int pixels, List<Integer> lists) {
    for (MultiplierKind kind :
        source.multiplierKinds(
            options, ConvolutionChoice.multipliers(ConvolutionListStage.ENGINE))) {
      ConvolutionListStage stage = stage(kind, folding, pixels, lists);
      source.offer(
          new ConvolutionChoice(ConvolutionListStage.ENGINE, kind, folding, pixels), stage,
          stage.cyclesPerImage(work), candidates);
    }
  }

  private ConvolutionListStage stage(
      MultiplierKind kind, Folding folding, int pixels, List<Integer> lists) {
    return new ConvolutionListStage(
        source.grid(kind, folding, pixels), source.rowSumBits(folding), lists);
  }
}
