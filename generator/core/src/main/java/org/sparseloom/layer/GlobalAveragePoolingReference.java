package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** The definition of global average pooling on integers: the exact sum, requantised. */
final class GlobalAveragePoolingReference {
  private GlobalAveragePoolingReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    GlobalAveragePooling layer = (GlobalAveragePooling) quantised.layer();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    Shape shape = layer.inputShape();
    int[] values = new int[shape.channels()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      long sum = 0;
      for (int pixel = 0; pixel < shape.pixels(); pixel++) {
        sum += given.values()[pixel * shape.channels() + channel];
      }
      values[channel] = requantisation.apply(0, sum);
    }
    return new Tensor(layer.outputShape(), values);
  }
}
