package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/** The hardware units inside nonlinearity stages, for the resource model; memories come apart. */
final class NonlinearityUnits {
  private NonlinearityUnits() {}

  static List<Unit> of(NonlinearityTableStage stage) {
    return List.of(
        new Unit("NonlinearityTable", 1, Map.of("addressBits", stage.input().widthBits())));
  }

  static List<Unit> of(NonlinearityArithmeticStage stage) {
    int lanes = stage.input().values();
    int operandBits = stage.input().format().operandBits();
    boolean product = stage.layer().function().timesInput();
    List<Unit> units = new ArrayList<>();
    int delayed = product ? stage.gate().cycles() : 0;
    units.add(
        new Unit(
            stage.layer().function().smooth() ? "NonlinearitySigmoid" : "NonlinearityRamp",
            lanes,
            Map.of(
                "operandBits", operandBits,
                "gateBits", stage.gateBits(),
                "delayRegisters", operandBits * LutCosts.delayRegisters(delayed),
                "delayLuts", operandBits * LutCosts.delayLuts(delayed))));
    if (stage.layer().function().smooth()) {
      units.add(multiplier(lanes, operandBits + 1, Requantisation.MULTIPLIER_BITS + 1));
      units.add(
          multiplier(
              lanes, NonlinearitySigmoid.RISE_BITS + 1, NonlinearitySigmoid.PART_BITS + 1));
    }
    if (product) {
      units.add(multiplier(lanes, operandBits, stage.gateBits()));
    }
    NumberFormat output = stage.output().format();
    units.addAll(RequantiserUnits.of(lanes, stage.valueBits(), stage.shift(), output));
    return List.copyOf(units);
  }

  private static Unit multiplier(int lanes, int aBits, int bBits) {
    return new Unit("Multiplier", lanes, Map.of("aBits", aBits, "bBits", bBits));
  }
}
