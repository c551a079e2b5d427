package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** The definition of spreading channels over pixels: every output is a copy of one input. */
final class DepthToSpaceReference {
  private DepthToSpaceReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    DepthToSpace layer = (DepthToSpace) quantised.layer();
    Tensor input = new Tensor(layer.inputShape(), given.values());
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    int index = 0;
    for (int row = 0; row < shape.height(); row++) {
      int y = row + layer.cropTop();
      for (int column = 0; column < shape.width(); column++) {
        int x = column + layer.cropLeft();
        for (int channel = 0; channel < shape.channels(); channel++) {
          int from =
              layer.inputChannel(channel, y % layer.blockHeight(), x % layer.blockWidth());
          values[index++] = input.at(y / layer.blockHeight(), x / layer.blockWidth(), from);
        }
      }
    }
    return new Tensor(shape, values);
  }
}
