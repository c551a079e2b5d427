package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/**
 * The join of two streams: a beat of both is taken together, every lane a channel, two multipliers a
 * lane, and one rounding behind the sum of the products (as {@link AdditionReference} defines).
 *
 * @param layer of equal shapes
 * @param input stream of the layer's first input
 * @param second stream of the layer's second input; format of its own, lanes as all
 * @param output outgoing stream
 * @param shift of the requantisation
 */
public record AdditionStage(
    Addition layer, StreamFormat input, StreamFormat second, StreamFormat output, int shift)
    implements WeightlessStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "add";

  public AdditionStage {
    PoolingChecks.valueWise(layer, input, output);
    PoolingChecks.valueWise(layer, second, output);
  }

  @Override
  public List<StreamFormat> inputs() {
    return List.of(input, second);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  /** A threshold, and a multiplier for each of the inputs. */
  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    if (requantisation.channels() != 2
        || requantisation.biases().stream().anyMatch(bias -> bias != 0)) {
      throw new IllegalArgumentException(
          layer.name() + ": an addition must have two multipliers and no bias, not "
              + requantisation);
    }
    List<Integer> multipliers = requantisation.multipliers();
    return List.of(
        new ConstantPort("threshold", output.format().bits(), requantisation.threshold()),
        new ConstantPort("multiplier", Requantisation.MULTIPLIER_BITS, multipliers.get(0)),
        new ConstantPort("multiplier1", Requantisation.MULTIPLIER_BITS, multipliers.get(1)));
  }

  @Override
  public String moduleName() {
    return "Addition_l" + input.values() + "_a" + PoolingNames.format(input)
        + "_b" + PoolingNames.format(second) + "_y" + PoolingNames.format(output) + "_h" + shift;
  }

  /** A beat a cycle; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return input.beatsPerImage();
  }

  /** The multipliers, their sum with the rounding, saturation. */
  @Override
  public long fillCycles() {
    return StageLatency.REQUANTISER_CYCLES;
  }

  /** Returns signed bits of the sum of an input's product with its multiplier and the other's. */
  public int sumBits() {
    return 1
        + Math.max(input.format().operandBits(), second.format().operandBits())
        + Requantisation.MULTIPLIER_BITS + 1;
  }

  @Override
  public List<Unit> units() {
    return AdditionUnits.of(this);
  }
}
