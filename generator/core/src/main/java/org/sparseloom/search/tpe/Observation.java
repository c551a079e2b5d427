package org.sparseloom.search.tpe;

import java.util.List;

/**
 * What a trial found.
 *
 * @param point a point of the {@link ParameterSpace}
 * @param value how good it is: larger is better, never NaN
 */
public record Observation(List<Double> point, double value) {
  public Observation {
    point = List.copyOf(point);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("the value of an observation must be a number");
    }
  }
}
