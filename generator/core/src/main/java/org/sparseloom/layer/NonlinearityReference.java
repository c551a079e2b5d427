package org.sparseloom.layer;

import java.util.function.LongToIntFunction;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.numeric.Rounding;
import org.sparseloom.tensor.Tensor;

/**
 * The definition of a nonlinearity on integers. Up to 8 bits of input: the function's real value in
 * units of the output, rounded to nearest (halves up) once, saturated and compared with the
 * threshold. Above: the gate's integer, times the input's for those that multiply, requantised.
 */
final class NonlinearityReference {
  private NonlinearityReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor input) {
    LongToIntFunction function = function(quantised);
    int[] values = new int[input.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsInt(input.values()[i]);
    }
    return new Tensor(quantised.layer().outputShape(), values);
  }

  /** Returns the output's integer for every integer of the input. */
  static LongToIntFunction function(QuantisedLayer quantised) {
    Nonlinearity layer = (Nonlinearity) quantised.layer();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    if (NonlinearityQuantisation.tabulated(quantised.input())) {
      return input -> entry(layer, quantised, requantisation, input);
    }
    NonlinearityGate gate = NonlinearityGate.of(layer, quantised.inputScale());
    return layer.function().timesInput()
        ? input -> requantisation.apply(0, input * gate.of(input))
        : input -> requantisation.apply(0, gate.of(input));
  }

  private static int entry(
      Nonlinearity layer, QuantisedLayer quantised, Requantisation requantisation, long input) {
    NumberFormat output = quantised.output();
    double units = layer.value(input * quantised.inputScale()) / quantised.outputScale();
    long value =
        output.saturate(
            Rounding.nearest(Math.max(output.min(), Math.min(output.max(), units))));
    return Math.abs(value) < requantisation.threshold() ? 0 : (int) value;
  }

  /** Returns the outputs for all inputs, the input's bits being the index. */
  static int[] table(QuantisedLayer quantised) {
    LongToIntFunction function = function(quantised);
    NumberFormat input = quantised.input();
    int[] table = new int[1 << input.bits()];
    for (long value = input.min(); value <= input.max(); value++) {
      table[(int) input.encode(value)] = function.applyAsInt(value);
    }
    return table;
  }
}
