package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/** The hardware units inside stages that put values elsewhere, for the resource model. */
final class RoutingUnits {
  private RoutingUnits() {}

  static List<Unit> of(ResizeStage stage) {
    int lanes = stage.input().lanes();
    int bits = stage.input().format().bits();
    Interpolation vertical = stage.layer().vertical();
    Interpolation horizontal = stage.layer().horizontal();
    int columnBits = lanes * stage.columnBits();
    int beats = stage.input().beatsPerPixel();
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "Resize",
            1,
            Map.of(
                "words", stage.store().wordsPerRow(),
                "width", stage.output().shape().width(),
                "height", stage.output().shape().height(),
                // Which beat it is, beside the registers of its column.
                "placeBits", horizontal.between() ? LutCosts.bits(beats) : 0,
                "outputBits", lanes * bits,
                "roundedBits", stage.layer().shift() == 0 ? 0 : lanes * bits,
                // A difference and its sum with as many shifted ones as weights have bits.
                "mixedBits",
                    additions(vertical) * lanes * (stage.columnBits() + 1)
                        + additions(horizontal) * lanes * (stage.sumBits() + 1),
                "registerBits",
                    (vertical.between() ? columnBits : 0)
                        + (horizontal.between() ? lanes * stage.sumBits() : 0)
                        + (horizontal.between() && beats == 1 ? 2 * columnBits : 0),
                "ramLuts",
                    horizontal.between() && beats > 1
                        ? 2 * LutCosts.memory(beats, columnBits)
                        : 0)));
    units.addAll(stage.store().units());
    return List.copyOf(units);
  }

  /** Returns additions of about the width of the result that mix two neighbours. */
  private static int additions(Interpolation axis) {
    return axis.between() ? 1 + Integer.SIZE - Integer.numberOfLeadingZeros(axis.denominator()) : 0;
  }

  static List<Unit> of(DepthToSpaceStage stage) {
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "DepthToSpace",
            1,
            Map.of(
                "words", stage.store().wordsPerRow(),
                "width", stage.output().shape().width(),
                "height", stage.output().shape().height(),
                "block", stage.layer().blockHeight() * stage.layer().blockWidth(),
                "outputBits", stage.output().widthBits())));
    units.addAll(stage.store().units());
    return List.copyOf(units);
  }

  static List<Unit> of(ConcatenationStage stage) {
    NumberFormat output = stage.output().format();
    int lanes = stage.output().lanes();
    boolean scaled = stage.shift().isPresent();
    int operandBits = stage.operandBits();
    int productBits = operandBits + Requantisation.MULTIPLIER_BITS + 1;
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "Concatenation",
            1,
            Map.of(
                "inputs", stage.inputs().size(),
                "beats", stage.output().beatsPerPixel(),
                "selectedBits",
                    LutCosts.multiplexer(stage.inputs().size())
                        * (scaled
                            ? lanes * operandBits + Requantisation.MULTIPLIER_BITS
                            : lanes * output.bits()),
                "heldBits",
                    lanes * (scaled ? operandBits : output.bits())
                        + (scaled ? Requantisation.MULTIPLIER_BITS : 0),
                "latency", stage.latencyCycles(),
                "roundedBits",
                    scaled
                        ? lanes * Math.max(2, productBits + 1 - stage.shift().getAsInt())
                        : 0,
                "outputBits", scaled ? lanes * output.bits() : 0,
                "negativeBits", scaled && output.signed() ? lanes * output.bits() : 0)));
    if (scaled) {
      units.add(
          new Unit(
              "Multiplier",
              lanes,
              Map.of("aBits", operandBits, "bBits", Requantisation.MULTIPLIER_BITS + 1)));
    }
    return List.copyOf(units);
  }

  static List<Unit> of(ChannelSliceStage stage) {
    return List.of(
        new Unit(
            "ChannelSlice",
            1,
            Map.of(
                "beats", stage.input().beatsPerPixel(), "outputBits", stage.output().widthBits())));
  }
}
