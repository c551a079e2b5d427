package org.sparseloom.layer;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.numeric.Rounding;

/** The same as {@link Requantisation#apply}, from arrays of numbers. */
final class FastRequantiser {
  private final NumberFormat format;
  private final long[] biases;
  private final long[] multipliers;
  private final int shift;
  private final int threshold;

  FastRequantiser(Requantisation requantisation) {
    format = requantisation.output();
    biases = requantisation.biases().stream().mapToLong(Long::longValue).toArray();
    multipliers = requantisation.multipliers().stream().mapToLong(Integer::longValue).toArray();
    shift = requantisation.shift();
    threshold = requantisation.threshold();
  }

  int apply(int channel, long sum) {
    return apply(sum, biases[channel], multipliers[channel]);
  }

  /**
   * Requantises sums of one channel that stand side by side; none if there are 0 or fewer.
   *
   * @param values that results are written into, {@code step} apart
   */
  void apply(
      int channel, long[] sums, int from, int count, int[] values, int first, int step) {
    long bias = biases[channel];
    long multiplier = multipliers[channel];
    for (int i = 0, to = first; i < count; i++, to += step) {
      values[to] = apply(sums[from + i], bias, multiplier);
    }
  }

  private int apply(long sum, long bias, long multiplier) {
    long value = format.saturate(Rounding.shiftRight((sum + bias) * multiplier, shift));
    return Math.abs(value) < threshold ? 0 : (int) value;
  }
}
