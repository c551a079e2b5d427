package org.sparseloom.search;

import java.util.Map;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.sparsity.Thresholds;

/** Finds the best hardware of a network under given thresholds: the search inside the search. */
public interface FoldingEvaluator {
  /** Returns, by name, all that the answers depend on: device, widths and so on. */
  Map<String, String> described();

  /**
   * Returns the best hardware; the same for the same thresholds.
   *
   * @param thresholds by layer, of all layers with weights
   */
  FoldingOutcome evaluate(Map<String, Thresholds> thresholds);
}
