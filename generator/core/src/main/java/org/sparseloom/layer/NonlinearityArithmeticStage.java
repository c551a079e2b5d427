package org.sparseloom.layer;

import java.util.List;
import java.util.stream.Stream;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/**
 * A nonlinearity of any width of input: every lane has a gate ({@link NonlinearityGate}), for
 * functions that multiply by the input a multiplier, and a requantiser.
 *
 * @param gate its numbers are constants of the top; the module has but their widths
 * @param shift of the requantisation
 */
public record NonlinearityArithmeticStage(
    Nonlinearity layer,
    StreamFormat input,
    StreamFormat output,
    NonlinearityGate gate,
    int shift)
    implements NonlinearityStage {
  public NonlinearityArithmeticStage {
    PoolingChecks.valueWise(layer, input, output);
  }

  /** Returns signed bits of a gate's value, which is never negative. */
  public int gateBits() {
    return NumberFormat.signedFor(gate.largest(input.format())).bits();
  }

  /** Returns signed bits of what is requantised. */
  public int valueBits() {
    return layer.function().timesInput()
        ? gateBits() + input.format().operandBits()
        : gateBits();
  }

  @Override
  public List<MemoryPort> memories() {
    return gate.memories(input.values());
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    return gate.contents(input.values());
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return Stream.of(
            AverageConstants.of(this, quantised), gate.constants(input.format()))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String moduleName() {
    return "Nonlinearity" + (layer.function().timesInput() ? "Product" : "Gate") + "_"
        + gate.moduleName(input.format()) + "_l" + input.values() + "_a"
        + PoolingNames.format(input) + "_y" + PoolingNames.format(output) + "_h" + shift;
  }

  @Override
  public long fillCycles() {
    int product = layer.function().timesInput() ? StageLatency.MULTIPLIER_CYCLES : 0;
    return gate.cycles() + product + StageLatency.REQUANTISER_CYCLES;
  }

  @Override
  public List<Unit> units() {
    return NonlinearityUnits.of(this);
  }
}
