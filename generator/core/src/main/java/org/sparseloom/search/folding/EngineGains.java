package org.sparseloom.search.folding;

import java.util.Collections;
import java.util.List;
import org.sparseloom.layer.Arithmetic;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.ListSweep;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;

/** Which engines can gain something in one layer, for as many zeros as it has: others are not looked at. */
record EngineGains(QuantisedLayer quantised, Arithmetic arithmetic) {
  /** Engines that all layers may have. */
  private static final List<String> AT_ANY_SPARSITY =
      List.of(ConvolutionDenseStage.ENGINE, ConvolutionSkipStage.ENGINE);

  /** Returns whether multipliers of sparse engines can have less to do than those of others. */
  boolean sparse(Work work, FoldingOptions options) {
    return work.pairDensity() < shareElsewhere(options);
  }

  /**
   * Returns which share of the pairs a multiplier of other engines has to do cycles for: dense ones do all,
   * two at a time where they share; more than any if the layer may have sparse engines alone.
   */
  double shareElsewhere(FoldingOptions options) {
    if (options.engines().size() == 1) {
      return Double.POSITIVE_INFINITY;
    }
    return arithmetic.packs() ? 0.5 : 1;
  }

  /**
   * Returns the same beside column engines: lists, where the layer may have some, do without weights of
   * zero, and share multipliers where two pixels of the output can stand side by side.
   */
  double shareBesideColumns(Work work, FoldingOptions options) {
    double share = shareElsewhere(options);
    if (!lists(work, options)) {
      return share;
    }
    Convolution layer = (Convolution) quantised.layer();
    boolean pairs =
        arithmetic.packs()
            && layer.pixelCounts().stream()
                .anyMatch(pixels -> LineBuffer.windowsPerBeat(layer.window(), pixels) > 1);
    return Math.min(share, (pairs ? 0.5 : 1) * (1 - ListSweep.zeros(layer, work)));
  }

  /** Returns whether the layer may have engines that walk lists. */
  boolean lists(Work work, FoldingOptions options) {
    return quantised.weights().isPresent()
        && !((Convolution) quantised.layer()).depthwise()
        && weightsGain(ConvolutionListStage.ENGINE, work, options);
  }

  /**
   * Returns whether the layer may have column engines. Trials have them only if they have nothing else:
   * their clock takes longer to run than all other engines' formulas.
   */
  boolean columns(Work work, FoldingOptions options) {
    boolean trial = options.effort() == FoldingOptions.Effort.QUICK;
    return weightsGain(ConvolutionColumnStage.ENGINE, work, options)
        && !(trial && options.engines().size() > 1);
  }

  /**
   * Returns whether the layer may have engines that leave out weights of zero: it has enough of these, or
   * no other engine that it could have at any sparsity is allowed.
   */
  private boolean weightsGain(String engine, Work work, FoldingOptions options) {
    return options.engines().contains(engine)
        && (Collections.disjoint(options.engines(), AT_ANY_SPARSITY)
            || ListSweep.zeros((Convolution) quantised.layer(), work)
                >= ConvolutionListStage.LEAST_ZEROS);
  }
}
