package org.sparseloom.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Unit;

/**
 * A product of a unit's parameters, what a fitted coefficient is multiplied with. Written {@code
 * "M*activationBits"}; a factor is a parameter or {@code log2(parameter)} (bits to count that far, at
 * least 1); {@code "constant"} is 1.
 */
public record Term(String text) {
  private static final String LOG = "log2(";

  public Term {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a term must name a parameter or be \"constant\"");
    }
  }

  /** Returns the product for a unit; a parameter that it lacks is an error. */
  public double value(Unit unit) {
    double product = 1;
    for (String factor : factors()) {
      product *=
          factor.startsWith(LOG)
              ? bits(unit.parameter(factor.substring(LOG.length(), factor.length() - 1)))
              : unit.parameter(factor);
    }
    return product;
  }

  private List<String> factors() {
    List<String> factors = new ArrayList<>();
    for (String factor : text.split("\\*")) {
      if (!factor.strip().equals("constant")) {
        factors.add(factor.strip());
      }
    }
    return factors;
  }

  private static int bits(int value) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(0, value - 1)));
  }

  /** Returns the sum of coefficient x term for a unit. */
  static double sum(Map<Term, Double> coefficients, Unit unit) {
    double sum = 0;
    for (Map.Entry<Term, Double> entry : coefficients.entrySet()) {
      sum += entry.getValue() * entry.getKey().value(unit);
    }
    return sum;
  }
}
