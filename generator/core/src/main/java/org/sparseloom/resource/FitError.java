package org.sparseloom.resource;

/**
 * How far fitted coefficients are from what synthesis counted: |model - counted| / counted over the
 * samples of a kind, small counts taken as {@link ResourceFit#LEAST_COUNT}.
 *
 * @param samples how many
 */
public record FitError(
    int samples, double medianLut, double worstLut, double medianFf, double worstFf) {}
