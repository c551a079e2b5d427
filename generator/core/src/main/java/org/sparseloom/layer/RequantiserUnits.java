package org.sparseloom.layer;

import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/** The hardware units of requantisers, for the resource model. */
final class RequantiserUnits {
  private RequantiserUnits() {}

  /** Returns one requantiser with its multiplier a lane, for sums of so many bits. */
  static List<Unit> of(int lanes, int accumulatorBits, int shift, NumberFormat output) {
    return List.of(
        new Unit(
            "Requantiser",
            lanes,
            Map.of(
                "roundedBits",
                Math.max(2, accumulatorBits + Requantisation.MULTIPLIER_BITS + 2 - shift),
                "outputBits",
                output.bits(),
                "negativeBits",
                output.signed() ? output.bits() : 0)),
        new Unit(
            "Multiplier",
            lanes,
            Map.of("aBits", accumulatorBits, "bBits", Requantisation.MULTIPLIER_BITS + 1)));
  }
}
