package org.sparseloom.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * LUT and FF of one unit kind as sums of coefficient x term.
 *
 * @param lut coefficients in LUTs
 * @param ff coefficients in flip-flops
 */
public record UnitCost(Map<Term, Double> lut, Map<Term, Double> ff) {
  public UnitCost {
    lut = Collections.unmodifiableMap(new LinkedHashMap<>(lut));
    ff = Collections.unmodifiableMap(new LinkedHashMap<>(ff));
  }
}
