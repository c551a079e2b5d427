package org.sparseloom.search.tpe;

import java.util.List;

/** A box of bounded real parameters; a point of it is a list of values in the same order. */
public record ParameterSpace(List<Parameter> parameters) {
  public ParameterSpace {
    parameters = List.copyOf(parameters);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a parameter space must have at least one parameter");
    }
    long names = parameters.stream().map(Parameter::name).distinct().count();
    if (names != parameters.size()) {
      throw new IllegalArgumentException("parameter names must be unique: " + parameters);
    }
  }

  public int size() {
    return parameters.size();
  }

  /** Returns whether the point has this space's length and every value lies in its bounds. */
  public boolean contains(List<Double> point) {
    if (point.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!parameters.get(i).contains(point.get(i))) {
        return false;
      }
    }
    return true;
  }
}
