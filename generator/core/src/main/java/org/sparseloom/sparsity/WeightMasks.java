package org.sparseloom.sparsity;

import java.util.function.IntPredicate;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Weights;

/**
 * Which weights of a convolution are not zero, packed: the taps of a (filter, channel of its group) are bits, 64
 * to a word.
 */
public final class WeightMasks {
  private final Convolution layer;
  private final int words;
  private final long[] masks;

  private WeightMasks(Convolution layer, IntPredicate nonZero) {
    this.layer = layer;
    this.words = words(layer.window().taps());
    int inputs = layer.channelsPerGroup();
    int taps = layer.window().taps();
    this.masks = new long[layer.outputs() * inputs * words];
    int index = 0;
    for (int filter = 0; filter < layer.outputs(); filter++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int input = 0; input < inputs; input++, index++) {
          if (nonZero.test(index)) {
            masks[at(filter, input) + tap / Long.SIZE] |= 1L << tap;
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

  /** Returns the words that hold so many taps. */
  static int words(int taps) {
    return (taps + Long.SIZE - 1) / Long.SIZE;
  }

  public Convolution layer() {
    return layer;
  }

  int words() {
    return words;
  }

  /** Returns the index of the first word of a filter and a channel of its group. */
  int at(int filter, int channel) {
    return (filter * layer.channelsPerGroup() + channel) * words;
  }

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
    int[] filters = new int[layer.window().taps() * channels];
    for (int filter = 0; filter < layer.outputs(); filter++) {
      int first = layer.firstChannel(filter);
      for (int channel = 0; channel < layer.channelsPerGroup(); channel++) {
        for (int word = 0; word < words; word++) {
          long mask = masks[at(filter, channel) + word];
          for (; mask != 0; mask &= mask - 1) {
            int tap = word * Long.SIZE + Long.numberOfTrailingZeros(mask);
            filters[tap * channels + first + channel]++;
          }
        }
      }
    }
    return filters;
  }
}
