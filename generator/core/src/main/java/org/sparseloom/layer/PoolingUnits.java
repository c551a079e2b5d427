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
                "lanes", stage.output().values(),
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
                "lanes", stage.output().values(),
                "pairs", stage.layer().window().taps() - 1,
                "registers", stage.layer().window().taps() == 1
                    ? 0 : RegisteredTree.registers(stage.layer().window().taps()),
                "latencyCycles", stage.latencyCycles(),
                "accumulatorBits", stage.accumulatorBits())));
    units.addAll(
        RequantiserUnits.of(
            stage.output().values(),
            stage.accumulatorBits(),
            stage.shift(),
            stage.output().format()));
    units.addAll(stage.lineBuffer().units());
    return List.copyOf(units);
  }

  static List<Unit> of(GlobalAveragePoolingStage stage) {
    List<Unit> units = new ArrayList<>();
    int beats = stage.input().beatsPerPixel();
    int side = stage.input().pixels();
    int pixels = stage.input().shape().pixels() / side;
    int lanes = stage.input().lanes();
    int sumBits = lanes * stage.accumulatorBits();
    // Pixels side by side are added in a tree with a register behind it.
    int sideBits = stage.input().format().bits() + bits(side);
    int treeBits =
        side == 1
            ? 0
            : sideBits + LutCosts.treeRegisterBits(side, stage.input().format().bits());
    // The sum of one pixel is the pixel: nothing is stored or added.
    boolean adds = pixels > 1;
    units.add(
        new Unit(
            "GlobalAveragePooling",
            1,
            Map.of(
                "counterBits", bits(beats) + bits(pixels),
                "sumBits", sumBits,
                "addedBits", (adds ? sumBits : 0) + lanes * (side - 1) * sideBits,
                // Clearing the old sum takes a LUT of its own where the new value is sign-extended.
                "signedBits", adds && stage.input().format().signed() ? sumBits : 0,
                "registerBits", (adds && beats == 1 ? sumBits : 0) + lanes * treeBits,
                "ramLuts", adds && beats > 1 ? LutCosts.memory(beats, sumBits) : 0)));
    units.addAll(
        RequantiserUnits.of(
            stage.output().lanes(),
            stage.accumulatorBits(),
            stage.shift(),
            stage.output().format()));
    return List.copyOf(units);
  }

  static List<Unit> of(GlobalMaxPoolingStage stage) {
    int beats = stage.input().beatsPerPixel();
    int pixels = stage.input().shape().pixels();
    int bits = stage.input().widthBits();
    // The maximum of one pixel is the pixel: nothing is stored or compared.
    boolean compares = pixels > 1;
    return List.of(
        new Unit(
            "GlobalMaxPooling",
            1,
            Map.of(
                "counterBits", bits(beats) + bits(pixels),
                "outputBits", bits,
                "comparedBits", compares ? bits : 0,
                "registerBits", compares && beats == 1 ? bits : 0,
                "ramLuts", compares && beats > 1 ? LutCosts.memory(beats, bits) : 0)));
  }

  /** Returns the bits that count so many states; none for one. */
  private static int bits(int states) {
    return 32 - Integer.numberOfLeadingZeros(states - 1);
  }
}
