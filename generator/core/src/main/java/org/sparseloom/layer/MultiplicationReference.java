package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Tensor;

/** The definition of a multiplication on integers: the exact product, requantised. */
final class MultiplicationReference {
  private MultiplicationReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor one, Tensor other) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    int[] factors = other.values();
    int[] values = new int[one.values().length];
    for (int i = 0; i < values.length; i++) {
      // Channels are innermost: the factors of one pixel serve every pixel.
      long product = (long) one.values()[i] * factors[i % factors.length];
      values[i] = requantisation.apply(0, product);
    }
    return new Tensor(quantised.layer().outputShape(), values);
  }
}
