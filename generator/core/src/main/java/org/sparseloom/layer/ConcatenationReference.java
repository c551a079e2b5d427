package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/**
 * The definition of a concatenation on integers: a copy of inputs in equal units, else every value
 * times the multiplier of its input, rounded, saturated and compared with the threshold.
 */
final class ConcatenationReference {
  private ConcatenationReference() {}

  static Tensor evaluate(QuantisedLayer quantised, List<Tensor> inputs) {
    Concatenation layer = (Concatenation) quantised.layer();
    Optional<Requantisation> requantisation = quantised.requantisation();
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    int index = 0;
    for (int pixel = 0; pixel < shape.pixels(); pixel++) {
      for (int port = 0; port < inputs.size(); port++) {
        int channels = layer.inputShapes().get(port).channels();
        for (int channel = 0; channel < channels; channel++) {
          int value = inputs.get(port).values()[pixel * channels + channel];
          values[index++] =
              requantisation.isPresent() ? requantisation.get().apply(port, value) : value;
        }
      }
    }
    return new Tensor(shape, values);
  }
}
