package org.sparseloom.sparsity;

import java.util.List;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * The zeros of one convolution, exact over all pixels of the given images.
 *
 * @param weights share of zero weights, 0..1
 * @param activations share of zero input values, 0..1
 * @param pairs share of pairs with a zero in them, 0..1; padding counts as zero
 * @param macs pairs per image
 * @param nonZeroPairs mean per image
 */
public record SparsityProfile(
    double weights, double activations, double pairs, long macs, double nonZeroPairs) {

  /** Measures a layer on its inputs for at least one image. */
  public static SparsityProfile of(WeightMasks weights, List<NonZeroMap> inputs) {
    Convolution layer = weights.layer();
    long elements = 0;
    long nonZero = 0;
    long pairs = 0;
    int[] filters = weights.filtersPerTap();
    for (NonZeroMap input : inputs) {
      elements += input.nonZero().length;
      nonZero += input.count();
      pairs += pairs(layer, filters, input);
    }
    if (elements == 0) {
      throw new IllegalArgumentException(layer.name() + ": images (0) must be at least 1");
    }
    long allWeights = (long) layer.outputs() * layer.pairsPerOutput();
    double perImage = (double) pairs / inputs.size();
    return new SparsityProfile(
        1 - (double) weights.count() / allWeights,
        1 - (double) nonZero / elements,
        1 - perImage / layer.macs(),
        layer.macs(),
        perImage);
  }

  /** Every non-zero input value meets, at each tap that sees it, the filters with a weight there. */
  private static long pairs(Convolution layer, int[] filtersPerTap, NonZeroMap input) {
    Window window = layer.window();
    Shape from = layer.inputShape();
    Shape to = layer.outputShape();
    int channels = from.channels();
    long pairs = 0;
    for (int tap = 0; tap < window.taps(); tap++) {
      for (int y = 0; y < to.height(); y++) {
        int row = y * window.strideY() - window.padTop() + tap / window.kernelWidth();
        for (int x = 0; x < to.width(); x++) {
          int column = x * window.strideX() - window.padLeft() + tap % window.kernelWidth();
          if (row >= 0 && row < from.height() && column >= 0 && column < from.width()) {
            int first = (row * from.width() + column) * channels;
            for (int channel = 0; channel < channels; channel++) {
              if (input.nonZero()[first + channel]) {
                pairs += filtersPerTap[tap * channels + channel];
              }
            }
          }
        }
      }
    }
    return pairs;
  }
}
