package org.sparseloom.layer;

import java.util.Map;

/** The hardware units of dense engines, wherever they stand, for the resource model. */
final class DenseUnits {
  private DenseUnits() {}

  /**
   * Returns the control that counts beats x steps x cycles words.
   *
   * @param delayedBits that accompany a sum through the engine's latency, without reset
   */
  static Unit control(int words, int steps, int cycles, int latency, int delayedBits) {
    return new Unit(
        "DenseControl",
        1,
        Map.of(
            "words", words,
            "steps", steps,
            "cycles", cycles,
            "delays", latency + delayedBits * LutCosts.delayRegisters(latency),
            "delayLuts", delayedBits * LutCosts.delayLuts(latency)));
  }

  /**
   * Returns engines of so many pairs a cycle, without their multipliers.
   *
   * @param sums that one engine makes of products that are packed, 1 or 2
   */
  static Unit engines(int count, int pairs, int productBits, int sums) {
    int carries = LutCosts.bits(pairs);
    int bits = sums == 1 ? productBits : productBits + Packing.FIELD_BITS + carries;
    return new Unit(
        "DenseEngine",
        count,
        Map.of(
            "additions", pairs - 1,
            "treeBits", LutCosts.treeRegisterBits(pairs, bits),
            "productBits", bits,
            "sumBits", pairs == 1 ? 0 : bits + carries));
  }
}
