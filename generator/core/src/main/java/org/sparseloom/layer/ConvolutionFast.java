package org.sparseloom.layer;

import java.util.List;
import java.util.function.Function;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/**
 * The same convolution as {@link ConvolutionReference}, prepared once and some fifty times faster:
 * every non-zero input value is added to all outputs of its group that it reaches, with the outputs innermost so
 * that the compiler makes vector instructions of it. Sums are 32 bit wide where they cannot
 * overflow.
 */
final class ConvolutionFast {
  private final Convolution layer;
  private final FastRequantiser requantiser;
  private final boolean narrow;
  private final int outputsPerGroup;

  /** Index ((ky * kernelWidth + kx) * inputs + input) * outputs of a group + output in it. */
  private final int[] weights;


  private ConvolutionFast(QuantisedLayer quantised) {
    layer = (Convolution) quantised.layer();
    outputsPerGroup = layer.outputs() / layer.groups();
    requantiser = new FastRequantiser(quantised.requantisation().orElseThrow());
    narrow = AccumulatorWidth.bits(quantised) <= Integer.SIZE;
    weights = outputsInnermost(quantised.weights().orElseThrow());
  }

  static Function<List<Tensor>, Tensor> of(QuantisedLayer quantised) {
    ConvolutionFast prepared = new ConvolutionFast(quantised);
    return inputs -> prepared.evaluate(inputs.get(0));
  }

  private int[] outputsInnermost(Weights weights) {
    int[] turned = new int[weights.values().length];
    for (int output = 0; output < weights.outputs(); output++) {
      for (int k = 0; k < weights.perOutput(); k++) {
        int tap = k / weights.inputs();
        int channel = layer.firstChannel(output) + k % weights.inputs();
        int first = (tap * layer.inputShape().channels() + channel) * outputsPerGroup;
        turned[first + output % outputsPerGroup] =
            weights.values()[output * weights.perOutput() + k];
      }
    }
    return turned;
  }

  private Tensor evaluate(Tensor input) {
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    if (narrow) {
      int[] sums = new int[shape.elements()];
      scatter(input.values(), (value, weight, sum) -> addNarrow(sums, value, weight, sum));
      for (int i = 0; i < sums.length; i++) {
        values[i] = requantiser.apply(i % shape.channels(), sums[i]);
      }
    } else {
      long[] sums = new long[shape.elements()];
      scatter(input.values(), (value, weight, sum) -> addWide(sums, value, weight, sum));
      for (int i = 0; i < sums.length; i++) {
        values[i] = requantiser.apply(i % shape.channels(), sums[i]);
      }
    }
    return new Tensor(shape, values);
  }

  /** Adds value times the weights from one index on to the sums from another, for a group's outputs. */
  private interface Add {
    void outputs(int value, int firstWeight, int firstSum);
  }

  private void addNarrow(int[] sums, int value, int firstWeight, int firstSum) {
    int[] from = weights;
    int outputs = outputsPerGroup;
    for (int output = 0; output < outputs; output++) {
      sums[firstSum + output] += value * from[firstWeight + output];
    }
  }

  private void addWide(long[] sums, int value, int firstWeight, int firstSum) {
    int[] from = weights;
    int outputs = outputsPerGroup;
    for (int output = 0; output < outputs; output++) {
      sums[firstSum + output] += (long) value * from[firstWeight + output];
    }
  }

  private void scatter(int[] values, Add add) {
    Window window = layer.window();
    Shape input = layer.inputShape();
    Shape output = layer.outputShape();
    for (int row = 0; row < input.height(); row++) {
      for (int ky = 0; ky < window.kernelHeight(); ky++) {
        int y = target(row, ky, window.padTop(), window.strideY(), output.height());
        for (int column = 0; y >= 0 && column < input.width(); column++) {
          for (int kx = 0; kx < window.kernelWidth(); kx++) {
            int x = target(column, kx, window.padLeft(), window.strideX(), output.width());
            if (x >= 0) {
              int tap = ky * window.kernelWidth() + kx;
              pixel(values, row * input.width() + column, tap, y * output.width() + x, add);
            }
          }
        }
      }
    }
  }

  private void pixel(int[] values, int from, int tap, int to, Add add) {
    int channels = layer.inputShape().channels();
    for (int channel = 0; channel < channels; channel++) {
      int value = values[from * channels + channel];
      if (value != 0) {
        int firstWeight = (tap * channels + channel) * outputsPerGroup;
        int group = channel / layer.channelsPerGroup();
        add.outputs(value, firstWeight, to * layer.outputs() + group * outputsPerGroup);
      }
    }
  }

  /** Returns the output position that sees the input position at a tap; -1 if there is none. */
  private static int target(int position, int tap, int pad, int stride, int outputs) {
    int start = position + pad - tap;
    boolean hit = start >= 0 && start % stride == 0 && start / stride < outputs;
    return hit ? start / stride : -1;
  }
}
