package org.sparseloom.resource;

import java.util.List;
import org.sparseloom.layer.Unit;

/**
 * What synthesis counted for units of one kind that stand together in a design.
 *
 * @param units of one kind, with their counts; at least one
 * @param lut look-up tables of all of them, those used as memory included
 * @param ff flip-flops of all of them
 */
public record ResourceSample(List<Unit> units, double lut, double ff) {
  public ResourceSample {
    units = List.copyOf(units);
    if (units.stream().map(Unit::kind).distinct().count() != 1) {
      throw new IllegalArgumentException("units of a sample must be of one kind, not " + units);
    }
  }

  /** Returns the kind that all units have. */
  public String kind() {
    return units.get(0).kind();
  }

  /** Returns the sum of a term over all copies of all units. */
  double value(Term term) {
    double sum = 0;
    for (Unit unit : units) {
      sum += unit.count() * term.value(unit);
    }
    return sum;
  }
}
