package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hardware units inside pooling stages, for the resource model. */
final class PoolingUnits {
  private PoolingUnits() {}

  static List<Unit> of(MaxPoolingStage stage) {
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "MaxPooling",
            1,
            Map.of(
                "lanes", stage.input().lanes(),
                "pairs", stage.layer().window().taps() - 1,
                "registers", RegisteredTree.registers(stage.layer().window().taps()),
                "latencyCycles", stage.latencyCycles(),
                "bits", stage.input().format().bits())));
    units.addAll(stage.lineBuffer().units());
    return List.copyOf(units);
  }

  static List<Unit> of(AveragePoolingStage stage) {
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "AveragePooling",
            1,
            Map.of(
                "lanes", stage.input().lanes(),
                "pairs", stage.layer().window().taps() - 1,
                "registers", stage.layer().window().taps() == 1
                    ? 0 : RegisteredTree.registers(stage.layer().window().taps()),
                "latencyCycles", stage.latencyCycles(),
                "accumulatorBits", stage.accumulatorBits())));
    units.addAll(
        RequantiserUnits.of(
            stage.output().lanes(),
            stage.accumulatorBits(),
            stage.shift(),
            stage.output().format()));
    units.addAll(stage.lineBuffer().units());
    return List.copyOf(units);
  }

  static List<Unit> of(GlobalAveragePoolingStage stage) {
    List<Unit> units = new ArrayList<>();
    int beats = stage.input().beatsPerPixel();
    int sumBits = stage.input().lanes() * stage.accumulatorBits();
    units.add(
        new Unit(
            "GlobalAveragePooling",
            1,
            Map.of(
                "lanes", stage.input().lanes(),
                "beats", beats,
                "pixels", stage.input().shape().pixels(),
                // A sum of one pixel is the pixel; signed sums take a LUT more a bit.
                "addedBits", stage.input().shape().pixels() == 1 ? 0 : sumBits,
                "signedBits", stage.input().format().signed() ? sumBits : 0,
                "accumulatorBits", stage.accumulatorBits(),
                "registerBits", beats == 1 ? sumBits : 0,
                "ramLuts", beats == 1 || stage.input().shape().pixels() == 1 ? 0 : LutCosts.memory(beats, sumBits))));
    units.addAll(
        RequantiserUnits.of(
            stage.output().lanes(),
            stage.accumulatorBits(),
            stage.shift(),
            stage.output().format()));
    return List.copyOf(units);
  }
}
