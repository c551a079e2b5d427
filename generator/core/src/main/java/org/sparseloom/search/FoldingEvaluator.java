package org.sparseloom.search;

import java.util.Map;
import org.sparseloom.sparsity.Thresholds;

/** Finds the best hardware of a network under given thresholds: the search inside the search. */
public interface FoldingEvaluator {
  /** Returns all that the answers depend on, in one line: device, widths and so on. */
  String description();

  /**
   * Returns the best hardware; the same for the same thresholds.
   *
   * @param thresholds by layer, of all layers with weights
   */
  FoldingOutcome evaluate(Map<String, Thresholds> thresholds);
}
