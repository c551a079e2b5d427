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
    long product = (sum + biases[channel]) * multipliers[channel];
    long value = format.saturate(Rounding.shiftRight(product, shift));
    return Math.abs(value) < threshold ? 0 : (int) value;
  }
}
