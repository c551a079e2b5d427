package org.sparseloom.search;

/**
 * The best hardware for the thresholds of a trial.
 *
 * @param pairSparsity share of zero weight-activation pairs among all of the network, 0..1
 * @param cyclesPerImage predicted interval of the pipeline, above 0
 * @param dsp DSPs it takes
 */
public record FoldingOutcome(double pairSparsity, double cyclesPerImage, double dsp) {}
