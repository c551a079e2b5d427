package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** The definition of a slice: of every pixel a run of channels is copied. */
final class ChannelSliceReference {
  private ChannelSliceReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor input) {
    ChannelSlice layer = (ChannelSlice) quantised.layer();
    int channels = layer.inputShape().channels();
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    for (int pixel = 0; pixel < shape.pixels(); pixel++) {
      System.arraycopy(
          input.values(), pixel * channels + layer.first(), values, pixel * shape.channels(),
          shape.channels());
    }
    return new Tensor(shape, values);
  }
}
