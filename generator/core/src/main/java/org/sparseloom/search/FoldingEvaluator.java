package org.sparseloom.search;

/** Finds the best folding of a network on a device under given thresholds: the search inside. */
public interface FoldingEvaluator {
  /** Returns the best hardware; the same for the same profile. */
  FoldingOutcome evaluate(TrialProfile profile);
}
