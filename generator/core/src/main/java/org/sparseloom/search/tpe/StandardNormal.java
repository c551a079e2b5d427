package org.sparseloom.search.tpe;

/** The normal distribution of mean 0 and deviation 1. */
public final class StandardNormal {
  private StandardNormal() {}

  /** Returns the chance of a value below z, by Abramowitz and Stegun 7.1.26 (1.5e-7). */
  public static double cumulative(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    double errorFunction = 1 - polynomial * Math.exp(-x * x);
    return z < 0 ? 0.5 * (1 - errorFunction) : 0.5 * (1 + errorFunction);
  }
}
