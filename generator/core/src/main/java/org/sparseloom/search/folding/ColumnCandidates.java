package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.layer.ColumnSweep;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.Work;
import org.sparseloom.pipeline.ConvolutionChoice;

/** The foldings of a convolution on column engines, their cycles found by one sweep. */
final class ColumnCandidates {
  /** Feeders choose among the pairs of a beat: more take more levels of logic. */
  private static final int MOST_PAIRS = 36;

  /** Sums by which foldings are judged: their clocks take long to run. */
  private static final int MOST_PIXELS = 32;

  private final CandidateSource source;
  private final Convolution layer;
  private final Work work;
  private final FoldingOptions options;

  /** Filters side by side that share an engine: wherever they can, as this costs no cycles of others. */
  private final int together;

  private final ColumnSweep sweep;

  /** Which share of the pairs a multiplier of other engines has to do cycles for. */
  private final double shareElsewhere;

  ColumnCandidates(CandidateSource source, Convolution layer, Work work, FoldingOptions options) {
    this.source = source;
    this.layer = layer;
    this.work = work;
    this.options = options;
    this.together =
        layer.outputsPerGroup() % 2 == 0
            ? source.grid(new Folding(1, 1, 2, 1, 1), 1).filtersPerMultiplier()
            : 1;
    this.shareElsewhere = source.gains().shareBesideColumns(work, options);
    this.sweep = new ColumnSweep(layer, Thinned.of(work, MOST_PIXELS), together);
  }

  void addTo(LayerCandidates candidates) {
    EngineRows.forEach(
        layer, options, MOST_PAIRS, candidates.range().pixels(source),
        (single, pixels) -> addTo(candidates, single, pixels));
  }

  /** Adds the folding with every number of columns and output lanes. */
  private void addTo(LayerCandidates candidates, Folding single, int pixels) {
    for (int columns : ConvolutionGrid.divisors(layer.outputsPerGroup())) {
      Folding wide = single.withColumns(columns, columns);
      if (columns % together == 0 && useful(wide, pixels, candidates.range())) {
        add(candidates, wide, pixels);
      }
    }
  }

  private void add(LayerCandidates candidates, Folding wide, int pixels) {
    ConvolutionGrid grid = source.grid(wide, pixels);
    int entries = sweep.mostEntries(grid);
    double cycles = sweep.perImage(grid);
    for (int lanes : source.outputLanes(wide, pixels, cycles, candidates.range())) {
      Folding folding = wide.withColumns(wide.parallelOutputs(), lanes);
      ConvolutionGrid drained = source.grid(folding, pixels);
      // Fewer lanes than columns may be what a sum waits for.
      boolean mayWait = drained.drainCycles() * work.pixelsPerImage() / drained.pixels() > cycles / 2;
      source.offer(
          new ConvolutionChoice(ConvolutionColumnStage.ENGINE, folding, pixels),
          new ConvolutionColumnStage(drained, source.rowSumBits(folding), entries),
          mayWait ? sweep.perImage(drained) : cycles, candidates);
    }
  }

  /**
   * Neither too many engines nor too few, whatever their balance, and fewer cycles than dense ones, or
   * lists at their best: clocks take long to run.
   */
  private boolean useful(Folding wide, int pixels, IntervalRange range) {
    if (!source.sensible(wide, pixels, options, range)) {
      return false;
    }
    double least = sweep.leastPerPixel(wide, LineBuffer.windowsPerBeat(layer.window(), pixels));
    double elsewhere =
        shareElsewhere * source.macsPerPixel() * together / wide.multipliers() / pixels;
    double perImage = least * work.pixelsPerImage();
    return least < elsewhere
        && source.inTime(perImage, range)
        && !source.needless(pixels, perImage)
        && !source.outputLanes(wide, pixels, perImage, range).isEmpty();
  }
}
