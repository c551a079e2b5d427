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
public final class Term {
  private static final String LOG = "log2(";
  private static final String CONSTANT = "constant";

  /** A parameter, or bits to count as far as it. */
  private record Factor(String parameter, boolean logarithm) {
    double value(Unit unit) {
      int value = unit.parameter(parameter);
      return logarithm ? bits(value) : value;
    }
  }

  private final String text;
  private final List<Factor> factors = new ArrayList<>();

  /** Parses a term. */
  public Term(String text) {
    this.text = text;
    for (String part : text.split("\\*", -1)) {
      String factor = part.strip();
      if (factor.isEmpty()) {
        throw new IllegalArgumentException(
            "term \"" + text + "\" must be parameters joined by *, or \"constant\"");
      }
      if (factor.startsWith(LOG) && factor.endsWith(")")) {
        factors.add(new Factor(factor.substring(LOG.length(), factor.length() - 1), true));
      } else if (!factor.equals(CONSTANT)) {
        factors.add(new Factor(factor, false));
      }
    }
  }

  /** Returns the term as it is written in files. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Returns the product for a unit; a parameter that it lacks is an error. */
  public double value(Unit unit) {
    double product = 1;
    for (int i = 0; i < factors.size(); i++) {
      product *= factors.get(i).value(unit);
    }
    return product;
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
