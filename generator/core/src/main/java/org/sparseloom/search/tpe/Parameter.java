package org.sparseloom.search.tpe;

/**
 * One number that is searched for.
 *
 * @param name unique in its {@link ParameterSpace}
 * @param low smallest value, finite
 * @param high largest value, finite and above low
 */
public record Parameter(String name, double low, double high) {
  public Parameter {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "parameter " + name + " (" + low + ".." + high + ") must have finite bounds, low < high");
    }
  }

  public double range() {
    return high - low;
  }

  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
