package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/**
 * The same depthwise convolution as {@link ConvolutionReference}, prepared once: tap by tap over
 * all channels of a pixel, so that the compiler makes vector instructions of it. Sums are 32 bit
 * wide where they cannot overflow.
 */
final class DepthwiseFast {
  private final Convolution layer;
  private final FastRequantiser requantiser;
  private final boolean narrow;

  /** Index tap * channels + channel. */
  private final int[] weights;

  private DepthwiseFast(QuantisedLayer quantised) {
    layer = (Convolution) quantised.layer();
    requantiser = new FastRequantiser(quantised.requantisation().orElseThrow());
    narrow = AccumulatorWidth.bits(quantised) <= Integer.SIZE;
    weights = channelsInnermost(quantised.weights().orElseThrow());
  }

  static Function<List<Tensor>, Tensor> of(QuantisedLayer quantised) {
    DepthwiseFast prepared = new DepthwiseFast(quantised);
    return inputs -> prepared.evaluate(inputs.get(0));
  }

  private static int[] channelsInnermost(Weights weights) {
    int[] turned = new int[weights.values().length];
    for (int channel = 0; channel < weights.outputs(); channel++) {
      for (int tap = 0; tap < weights.perOutput(); tap++) {
        turned[tap * weights.outputs() + channel] =
            weights.values()[channel * weights.perOutput() + tap];
      }
    }
    return turned;
  }

  private Tensor evaluate(Tensor input) {
    Shape shape = layer.outputShape();
    int[] values = new int[shape.elements()];
    int[] sums = new int[shape.channels()];
    long[] wideSums = new long[shape.channels()];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int first = (y * shape.width() + x) * shape.channels();
        if (narrow) {
          Arrays.fill(sums, 0);
          taps(y, x, (from, tap) -> addNarrow(sums, input.values(), from, tap));
          for (int channel = 0; channel < sums.length; channel++) {
            values[first + channel] = requantiser.apply(channel, sums[channel]);
          }
        } else {
          Arrays.fill(wideSums, 0);
          taps(y, x, (from, tap) -> addWide(wideSums, input.values(), from, tap));
          for (int channel = 0; channel < wideSums.length; channel++) {
            values[first + channel] = requantiser.apply(channel, wideSums[channel]);
          }
        }
      }
    }
    return new Tensor(shape, values);
  }

  /** Adds the products of the pixel whose values begin at one index and of the weights at another. */
  private interface Add {
    void pixel(int firstValue, int firstWeight);
  }

  /** Visits the taps of an output pixel that lie inside the image. */
  private void taps(int y, int x, Add add) {
    Window window = layer.window();
    Shape shape = layer.inputShape();
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        int row = y * window.strideY() + ky - window.padTop();
        int column = x * window.strideX() + kx - window.padLeft();
        if (WindowReference.inside(shape, row, column)) {
          add.pixel(
              (row * shape.width() + column) * shape.channels(),
              (ky * window.kernelWidth() + kx) * shape.channels());
        }
      }
    }
  }

  private void addNarrow(int[] sums, int[] values, int firstValue, int firstWeight) {
    int[] from = weights;
    for (int channel = 0; channel < sums.length; channel++) {
      sums[channel] += values[firstValue + channel] * from[firstWeight + channel];
    }
  }

  private void addWide(long[] sums, int[] values, int firstValue, int firstWeight) {
    int[] from = weights;
    for (int channel = 0; channel < sums.length; channel++) {
      sums[channel] += (long) values[firstValue + channel] * from[firstWeight + channel];
    }
  }
}
