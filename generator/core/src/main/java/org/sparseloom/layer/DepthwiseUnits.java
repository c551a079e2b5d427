package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.Requantisation;

/** The hardware units inside a depthwise stage, for the resource model. */
final class DepthwiseUnits {
  private DepthwiseUnits() {}

  static List<Unit> of(DepthwiseStage stage) {
    List<Unit> units = new ArrayList<>();
    int lanes = stage.sums();
    int taps = stage.layer().window().taps();
    int multipliers = stage.multipliersPerLane();
    int activationBits = stage.input().format().bits();
    int operandBits = stage.input().format().operandBits();
    int sums = stage.pixelsPerMultiplier();
    units.add(
        new Unit(
            "Depthwise",
            1,
            Map.of(
                "values", taps * lanes,
                "activationBits", activationBits,
                "turning", multipliers < taps ? 1 : 0,
                "multiplierBits", stage.input().lanes() * Requantisation.MULTIPLIER_BITS,
                "upperBits",
                sums == 2 && stage.input().format().signed()
                    ? stage.multipliers() * stage.packedFactorBits()
                    : 0,
                "beats", stage.input().beatsPerPixel(),
                "latency", stage.engineLatency())));
    units.add(
        new Unit(
            "DepthwiseAccumulator",
            lanes / stage.pixelsPerMultiplier(),
            Map.of("accumulatorBits", stage.accumulatorBits() * stage.pixelsPerMultiplier())));
    units.add(
        DenseUnits.control(
            stage.memories().get(0).depth(), 1, stage.cyclesPerBeat(), stage.engineLatency(), 1));
    int factorBits = sums == 1 ? operandBits : stage.packedFactorBits();
    units.add(
        DenseUnits.engines(lanes / sums, multipliers, factorBits + stage.weightBits(), sums));
    units.add(
        MultiplierUnits.of(
            stage.multiplier(),
            stage.multipliers(),
            sums == 1 ? operandBits : Packing.operandBits(stage.packedFactorBits()),
            stage.weightBits()));
    if (stage.drainCycles() > 1) {
      units.add(drain(stage));
    }
    units.addAll(
        RequantiserUnits.of(
            stage.output().values(), stage.accumulatorBits(), stage.shift(),
            stage.output().format()));
    units.addAll(stage.lineBuffer().units());
    return List.copyOf(units);
  }

  /** What holds a beat's sums and multipliers while they leave. */
  private static Unit drain(DepthwiseStage stage) {
    int laneBits =
        stage.output().pixels() * stage.accumulatorBits() + Requantisation.MULTIPLIER_BITS;
    return new Unit(
        "DepthwiseDrain",
        1,
        Map.of(
            "heldBits", stage.input().lanes() * laneBits,
            "muxLuts",
            stage.output().lanes() * laneBits * LutCosts.multiplexer(stage.drainCycles()),
            "drainCycles", stage.drainCycles()));
  }
}
