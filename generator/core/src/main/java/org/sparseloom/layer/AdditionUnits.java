package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** The hardware units inside an addition's stage, for the resource model. */
final class AdditionUnits {
  private AdditionUnits() {}

  static List<Unit> of(AdditionStage stage) {
    NumberFormat output = stage.output().format();
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "Addition",
            1,
            Map.of(
                "lanes", stage.input().values(),
                "sumBits", stage.sumBits(),
                "roundedBits", Math.max(2, stage.sumBits() + 1 - stage.shift()),
                "outputBits", output.bits(),
                "negativeBits", output.signed() ? output.bits() : 0)));
    for (StreamFormat input : stage.inputs()) {
      units.add(
          new Unit(
              "Multiplier",
              input.values(),
              Map.of(
                  "aBits", input.format().operandBits(),
                  "bBits", Requantisation.MULTIPLIER_BITS + 1)));
    }
    return List.copyOf(units);
  }
}
