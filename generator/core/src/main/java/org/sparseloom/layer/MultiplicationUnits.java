package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hardware units inside a multiplication's stage, for the resource model. */
final class MultiplicationUnits {
  private MultiplicationUnits() {}

  static List<Unit> of(MultiplicationStage stage) {
    int beats = stage.input().beatsPerPixel();
    int keptBits = stage.layer().factorPerChannel() ? stage.second().widthBits() : 0;
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "Multiplication",
            1,
            Map.of(
                "beats", beats,
                "pixels", stage.layer().factorPerChannel()
                    ? stage.input().shape().pixels() / stage.input().pixels()
                    : 1,
                "keptBits", keptBits,
                "registerBits", beats == 1 ? keptBits : 0,
                "ramLuts", beats == 1 || keptBits == 0 ? 0 : LutCosts.memory(beats, keptBits))));
    units.add(
        new Unit(
            "Multiplier",
            stage.input().values(),
            Map.of(
                "aBits", stage.input().format().operandBits(),
                "bBits", stage.second().format().operandBits())));
    units.addAll(
        RequantiserUnits.of(
            stage.output().values(),
            stage.productBits(),
            stage.shift(),
            stage.output().format()));
    return List.copyOf(units);
  }
}
