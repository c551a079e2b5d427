package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/** The definition of a convolution on integers: exact sums, then requantisation. */
final class ConvolutionReference {
  private ConvolutionReference() {}

  static Tensor evaluate(QuantisedLayer quantised, Tensor given) {
    Convolution layer = (Convolution) quantised.layer();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    Tensor input = new Tensor(layer.inputShape(), given.values());
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    int index = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int output = 0; output < shape.channels(); output++) {
          long sum = sum(layer, quantised.weights().orElseThrow(), input, y, x, output);
          values[index++] = requantisation.apply(output, sum);
        }
      }
    }
    return new Tensor(shape, values);
  }

  private static long sum(
      Convolution layer, Weights weights, Tensor input, int y, int x, int output) {
    Window window = layer.window();
    int first = layer.firstChannel(output);
    long sum = 0;
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        int row = y * window.strideY() + ky - window.padTop();
        int column = x * window.strideX() + kx - window.padLeft();
        if (WindowReference.inside(input.shape(), row, column)) {
          for (int channel = 0; channel < weights.inputs(); channel++) {
            sum +=
                (long) input.at(row, column, first + channel)
                    * weights.at(output, ky, kx, channel);
          }
        }
      }
    }
    return sum;
  }
}
