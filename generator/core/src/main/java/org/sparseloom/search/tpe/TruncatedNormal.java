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
    double mass =
        StandardNormal.cumulative((high - mean) / deviation)
            - StandardNormal.cumulative((low - mean) / deviation);
    return Math.log(Math.max(mass, Double.MIN_NORMAL));
  }

  /** Returns the logarithm of the density at a value inside the bounds, {@code logMass} given. */
  double logDensity(double value, double logMass) {
    double z = (value - mean) / deviation;
    return -0.5 * z * z - LOG_ROOT_TWO_PI - Math.log(deviation) - logMass;
  }
}
