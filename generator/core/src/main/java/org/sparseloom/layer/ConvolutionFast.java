package org.sparseloom.layer;

import java.util.function.UnaryOperator;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.numeric.Rounding;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/**
 * The same convolution as {@link ConvolutionReference}, prepared once and some fifty times faster:
 * every non-zero input value is added to all outputs that it reaches, with the outputs innermost so
 * that the compiler makes vector instructions of it. Sums are 32 bit wide where they cannot
 * overflow.
 */
final class ConvolutionFast {
  private final Convolution layer;
  private final NumberFormat format;
  private final boolean narrow;

  /** Index ((ky * kernelWidth + kx) * inputs + input) * outputs + output. */
  private final int[] weights;

  private final long[] biases;
  private final long[] multipliers;
  private final int shift;
  private final int threshold;

  private ConvolutionFast(QuantisedLayer quantised) {
    layer = (Convolution) quantised.layer();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    format = requantisation.output();
    narrow = AccumulatorWidth.bits(quantised) <= Integer.SIZE;
    weights = outputsInnermost(quantised.weights().orElseThrow());
    biases = requantisation.biases().stream().mapToLong(Long::longValue).toArray();
    multipliers = requantisation.multipliers().stream().mapToLong(Integer::longValue).toArray();
    shift = requantisation.shift();
    threshold = requantisation.threshold();
  }

  static UnaryOperator<Tensor> of(QuantisedLayer quantised) {
    return new ConvolutionFast(quantised)::evaluate;
  }

  private static int[] outputsInnermost(Weights weights) {
    int[] turned = new int[weights.values().length];
    for (int output = 0; output < weights.outputs(); output++) {
      for (int k = 0; k < weights.perOutput(); k++) {
        turned[k * weights.outputs() + output] = weights.values()[output * weights.perOutput() + k];
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
        values[i] = requantise(i % shape.channels(), sums[i]);
      }
    } else {
      long[] sums = new long[shape.elements()];
      scatter(input.values(), (value, weight, sum) -> addWide(sums, value, weight, sum));
      for (int i = 0; i < sums.length; i++) {
        values[i] = requantise(i % shape.channels(), sums[i]);
      }
    }
    return new Tensor(shape, values);
  }

  /** Adds value times the weights from one index on to the sums from another, for all outputs. */
  private interface Add {
    void outputs(int value, int firstWeight, int firstSum);
  }

  private void addNarrow(int[] sums, int value, int firstWeight, int firstSum) {
    int[] from = weights;
    int outputs = layer.outputs();
    for (int output = 0; output < outputs; output++) {
      sums[firstSum + output] += value * from[firstWeight + output];
    }
  }

  private void addWide(long[] sums, int value, int firstWeight, int firstSum) {
    int[] from = weights;
    int outputs = layer.outputs();
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
        int firstWeight = (tap * channels + channel) * layer.outputs();
        add.outputs(value, firstWeight, to * layer.outputs());
      }
    }
  }

  /** Returns the output position that sees the input position at a tap; -1 if there is none. */
  private static int target(int position, int tap, int pad, int stride, int outputs) {
    int start = position + pad - tap;
    boolean hit = start >= 0 && start % stride == 0 && start / stride < outputs;
    return hit ? start / stride : -1;
  }

  private int requantise(int channel, long sum) {
    long product = (sum + biases[channel]) * multipliers[channel];
    long value = format.saturate(Rounding.shiftRight(product, shift));
    return Math.abs(value) < threshold ? 0 : (int) value;
  }
}
