package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** The definition of global maximum pooling on integers. */
final class GlobalMaxPoolingReference {
  private GlobalMaxPoolingReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    Shape shape = quantised.layer().inputShape();
    int[] values = new int[shape.channels()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int largest = given.values()[channel];
      for (int pixel = 1; pixel < shape.pixels(); pixel++) {
        largest = Math.max(largest, given.values()[pixel * shape.channels() + channel]);
      }
      values[channel] = largest;
    }
    return new Tensor(quantised.layer().outputShape(), values);
  }
}
