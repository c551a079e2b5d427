package org.sparseloom.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * LUT and FF of one unit kind as sums of coefficient x term.
 *
 * @param lut coefficients in LUTs
 * @param ff coefficients in flip-flops
 * @param error of the samples that they were fitted to; empty if they were not fitted
 */
public record UnitCost(Map<Term, Double> lut, Map<Term, Double> ff, Optional<FitError> error) {
  public UnitCost {
    lut = Collections.unmodifiableMap(new LinkedHashMap<>(lut));
    ff = Collections.unmodifiableMap(new LinkedHashMap<>(ff));
  }
}
