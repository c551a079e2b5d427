package org.sparseloom.layer;

/**
 * Two products of one DSP slice: x*(y2*2^16 + y1) = x*y2*2^16 + x*y1. The two share the factor x: an
 * activation that two filters take, or a weight that two pixels take. Sums of such products are kept
 * as they are, the lower sum in the lower half of a word twice as wide, so that one adder adds both.
 *
 * <p>An upper factor stands in its word one smaller if the lower one is negative, as two's complement
 * has it; memories hold upper weights so. A lower sum begins with half of its range, hence is never
 * negative and never borrows from the upper one.
 */
public final class Packing {
  /** Distance of the two factors and products. */
  public static final int FIELD_BITS = 16;

  /** Of a DSP48E1 and its like: a DSP48E2 has two more. */
  private static final int PORT_BITS = 25;

  private static final int LEAST_PRODUCT_BITS = 9;
  private static final int MOST_PRODUCT_BITS = FIELD_BITS + 1;

  private Packing() {}

  /**
   * Returns how many units side by side share multipliers, 2 or 1.
   *
   * @param packs whether two products of the layer fit a DSP slice
   * @param units side by side
   * @param factorBits of the signed factors that differ
   */
  static int together(boolean packs, int units, int factorBits) {
    return packs && units % 2 == 0 && operandBits(factorBits) <= PORT_BITS ? 2 : 1;
  }

  /**
   * Returns whether two products of a layer fit one DSP slice: every product is below 2^15, the weights
   * are symmetric, as 2^(n-1) is not below them, and a multiplier is worth a DSP slice at all.
   */
  static boolean possible(QuantisedLayer quantised) {
    int productBits = quantised.input().operandBits() + quantised.weightBits();
    if (productBits < LEAST_PRODUCT_BITS || productBits > MOST_PRODUCT_BITS) {
      return false;
    }
    int lowest = -(1 << (quantised.weightBits() - 1));
    for (int weight : quantised.weights().orElseThrow().values()) {
      if (weight == lowest) {
        return false;
      }
    }
    return true;
  }

  /** Returns the upper weight as memories hold it. */
  static int upper(int weight, int lower) {
    return lower < 0 ? weight - 1 : weight;
  }

  /** Returns the width of an operand that holds two factors. */
  static int operandBits(int factorBits) {
    return FIELD_BITS + factorBits;
  }
}
