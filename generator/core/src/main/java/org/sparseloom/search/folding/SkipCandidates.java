package org.sparseloom.search.folding;

import java.util.Arrays;
import java.util.List;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LineBuffer;
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
    List<Folding> useful =
        ConvolutionGrid.divisors(layer.outputsPerGroup()).stream()
            .map(columns -> single.withColumns(columns, columns))
            .filter(wide -> useful(wide, pixels, candidates.range()))
            .toList();
    if (useful.isEmpty()) {
      return;
    }
    int[] most = sweep.most(source.grid(single, pixels));
    for (Folding wide : useful) {
      int[] engines = sweep.engines(source.grid(wide, pixels), most);
      add(wide, pixels, engines, candidates);
    }
  }

  /** Adds the folding with every number of output lanes. */
  private void add(Folding wide, int pixels, int[] engines, LayerCandidates candidates) {
    ConvolutionGrid undrained = source.grid(wide, pixels);
    int least = Arrays.stream(engines).min().orElseThrow();
    double perPixel = sweep.perPixel(undrained, engines);
    double cycles = undrained.atLeastStreams(perPixel * work.pixelsPerImage());
    for (int lanes : source.outputLanes(wide, pixels, cycles, candidates.range())) {
      Folding folding = wide.withColumns(wide.parallelOutputs(), lanes);
      ConvolutionGrid grid = source.grid(folding, pixels);
      // Sums that leave sooner than any others are done are never waited for.
      double drained =
          grid.drainCycles() <= least ? perPixel : sweep.perPixel(grid, engines);
      source.offer(
          ConvolutionSkipStage.ENGINE, folding, pixels,
          grid.atLeastStreams(drained * work.pixelsPerImage()), options, candidates);
    }
  }

  /** Neither too many engines nor too few, whatever the balance of their work. */
  private boolean useful(Folding wide, int pixels, IntervalRange range) {
    int windows = LineBuffer.windowsPerBeat(layer.window(), pixels);
    return source.sensible(wide, pixels, options, range)
        && source.inTime(sweep.leastPerPixel(wide, windows) * work.pixelsPerImage(), range);
  }
}
