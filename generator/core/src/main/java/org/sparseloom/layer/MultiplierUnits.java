package org.sparseloom.layer;

import java.util.Map;

/** Multipliers of engines, for the resource model. */
final class MultiplierUnits {
  private static final int BITS_PER_ROW = 2;

  /** Of a row beside the factor's bits: two of the multiple, and the sign that it adds. */
  private static final int MORE_BITS = 3;

  private MultiplierUnits() {}

  /**
   * Returns multipliers of signed factors, of which the second is recoded if they are of LUTs: a row of an
   * adder for two of its bits; the two cycles' registers hold what is left of both factors, and sums.
   */
  static Unit of(MultiplierKind kind, int count, int aBits, int bBits) {
    if (kind == MultiplierKind.DSP) {
      return new Unit("Multiplier", count, Map.of("aBits", aBits, "bBits", bBits));
    }
    int rows = (bBits + BITS_PER_ROW - 1) / BITS_PER_ROW;
    return new Unit(
        "BoothMultiplier",
        count,
        Map.of(
            "rowBits", rows * (aBits + MORE_BITS),
            "registerBits", 3 * aBits + bBits + BITS_PER_ROW * rows + 1));
  }
}
