package org.sparseloom.sparsity;

import java.util.function.IntPredicate;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Weights;

/**
 * Which weights of a convolution are not zero: a string of bits per filter, the taps of each channel
 * of its group side by side, so that the pairs of neighbouring channels are counted together.
 */
public final class WeightMasks {
  private final Convolution layer;
  private final int words;
  private final long[] masks;

  private WeightMasks(Convolution layer, IntPredicate nonZero) {
    this.layer = layer;
    this.words = words(layer);
    int inputs = layer.channelsPerGroup();
    int taps = layer.window().taps();
    this.masks = new long[layer.outputs() * words];
    int index = 0;
    for (int filter = 0; filter < layer.outputs(); filter++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int input = 0; input < inputs; input++, index++) {
          if (nonZero.test(index)) {
            int bit = input * taps + tap;
            masks[filter * words + bit / Long.SIZE] |= 1L << bit;
          }
        }
      }
    }
  }

  /** Returns the masks of integer weights. */
  public static WeightMasks of(Convolution layer, Weights weights) {
    return new WeightMasks(layer, index -> weights.values()[index] != 0);
  }

  /**
   * Returns the masks of float weights that are quantised after a threshold.
   *
   * @param values in the order of {@link Weights}
   * @param least per filter: weights of smaller magnitude are zero: the larger of tau_w and half a unit
   */
  public static WeightMasks of(Convolution layer, float[] values, double[] least) {
    int perOutput = layer.pairsPerOutput();
    return new WeightMasks(layer, index -> Math.abs(values[index]) >= least[index / perOutput]);
  }

  /** Returns the words that hold the taps of all channels of a group. */
  static int words(Convolution layer) {
    return (layer.channelsPerGroup() * layer.window().taps() + Long.SIZE - 1) / Long.SIZE;
  }

  public Convolution layer() {
    return layer;
  }

  /** Returns the words of all filters, one after the other. */
  long[] masks() {
    return masks;
  }

  /** Returns the number of weights that are not zero. */
  public long count() {
    long count = 0;
    for (long mask : masks) {
      count += Long.bitCount(mask);
    }
    return count;
  }

  /** Returns per (tap, channel), channels innermost, how many filters have a weight there. */
  int[] filtersPerTap() {
    int channels = layer.inputShape().channels();
    int taps = layer.window().taps();
    int[] filters = new int[taps * channels];
    for (int i = 0; i < masks.length; i++) {
      int first = layer.firstChannel(i / words);
      for (long mask = masks[i]; mask != 0; mask &= mask - 1) {
        int bit = i % words * Long.SIZE + Long.numberOfTrailingZeros(mask);
        filters[bit % taps * channels + first + bit / taps]++;
      }
    }
    return filters;
  }
}
