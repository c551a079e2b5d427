package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Tensor;

/**
 * The definition of an addition on integers: every input times its own multiplier, the exact sum of
 * the products then rounded, saturated and compared with the threshold once.
 */
final class AdditionReference {
  private AdditionReference() {}

  static Tensor evaluate(QuantisedLayer quantised, List<Tensor> inputs) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    long first = requantisation.multipliers().get(0);
    long second = requantisation.multipliers().get(1);
    int[] one = inputs.get(0).values();
    int[] other = inputs.get(1).values();
    int[] values = new int[one.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = requantisation.finish(one[i] * first + other[i] * second);
    }
    return new Tensor(quantised.layer().outputShape(), values);
  }
}
