package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Tensor;

/** The definition of average pooling on integers: the exact sum of the window, requantised. */
final class AveragePoolingReference {
  private AveragePoolingReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    AveragePooling layer = (AveragePooling) quantised.layer();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    Tensor input = new Tensor(layer.inputShape(), given.values());
    return WindowReference.slide(
        input, layer.window(), 0, Long::sum, sum -> requantisation.apply(0, sum));
  }
}
