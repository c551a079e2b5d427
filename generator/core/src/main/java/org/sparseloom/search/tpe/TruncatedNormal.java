package org.sparseloom.search.tpe;

import java.util.random.RandomGenerator;

/** The normal distribution cut off at the bounds of a parameter. */
record TruncatedNormal(double mean, double deviation, double low, double high) {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Returns a value in low..high; the mean must lie there too, so that few draws are refused. */
  double sample(RandomGenerator random) {
    while (true) {
      double value = mean + deviation * random.nextGaussian();
      if (value >= low && value <= high) {
        return value;
      }
    }
  }

  /** Returns the logarithm of what the density must be divided by: its mass inside the bounds. */
  double logMass() {
    double mass = cumulative((high - mean) / deviation) - cumulative((low - mean) / deviation);
    return Math.log(Math.max(mass, Double.MIN_NORMAL));
  }

  /** Returns the logarithm of the density at a value inside the bounds, {@code logMass} given. */
  double logDensity(double value, double logMass) {
    double z = (value - mean) / deviation;
    return -0.5 * z * z - LOG_ROOT_TWO_PI - Math.log(deviation) - logMass;
  }

  /**
   * Returns the standard normal distribution function, by Abramowitz and Stegun 7.1.26 (1.5e-7).
   */
  static double cumulative(double z) {
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
