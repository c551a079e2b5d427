package org.sparseloom.layer;

import org.sparseloom.numeric.Rounding;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/**
 * The definition of up-sampling on integers: the exact sum of four neighbours with integer weights,
 * rounded once to nearest (halves up). The weights add up to at most 2^shift, so that no value
 * leaves the format; for copies the one weight is 1 and the shift 0.
 */
final class ResizeReference {
  private final Tensor input;
  private final Interpolation vertical;
  private final Interpolation horizontal;

  private ResizeReference(Resize layer, Tensor input) {
    this.input = input;
    vertical = layer.vertical();
    horizontal = layer.horizontal();
  }

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    Resize layer = (Resize) quantised.layer();
    ResizeReference reference =
        new ResizeReference(layer, new Tensor(layer.inputShape(), given.values()));
    Shape shape = layer.outputShape();
    int shift = layer.shift();
    int[] values = new int[shape.elements()];
    int index = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int channel = 0; channel < shape.channels(); channel++) {
          values[index++] = (int) Rounding.shiftRight(reference.sum(y, x, channel), shift);
        }
      }
    }
    return new Tensor(shape, values);
  }

  private long sum(int y, int x, int channel) {
    int top = vertical.left(y, input.shape().height());
    int bottom = vertical.right(y, input.shape().height());
    int parts = vertical.rightParts(y % vertical.factor());
    return (vertical.denominator() - parts) * row(top, x, channel)
        + parts * row(bottom, x, channel);
  }

  /** Returns the sum of a row's two neighbours, in units of 1 / horizontal denominator. */
  private long row(int row, int x, int channel) {
    int left = horizontal.left(x, input.shape().width());
    int right = horizontal.right(x, input.shape().width());
    long parts = horizontal.rightParts(x % horizontal.factor());
    return (horizontal.denominator() - parts) * input.at(row, left, channel)
        + parts * input.at(row, right, channel);
  }
}
