package org.sparseloom.layer;

import org.sparseloom.tensor.Tensor;

/** The definition of maximum pooling on integers: padding is left out. */
final class MaxPoolingReference {
  private MaxPoolingReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    MaxPooling layer = (MaxPooling) quantised.layer();
    Tensor input = new Tensor(layer.inputShape(), given.values());
    return WindowReference.slide(
        input, layer.window(), quantised.input().min(), Math::max, largest -> (int) largest);
  }
}
