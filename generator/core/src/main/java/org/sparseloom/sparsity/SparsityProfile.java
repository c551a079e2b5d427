package org.sparseloom.sparsity;

import java.util.List;
import org.sparseloom.layer.Convolution;

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
    MetFilters filters = MetFilters.of(weights);
    for (NonZeroMap input : inputs) {
      elements += input.nonZero().length;
      nonZero += input.count();
      pairs += filters.pairs(input);
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
}
