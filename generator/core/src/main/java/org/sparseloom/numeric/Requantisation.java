package org.sparseloom.numeric;

import java.util.List;

/**
 * From an exact integer accumulator to the next stream: {@code q = saturate(round((sum + bias[c]) *
 * multiplier[c] / 2^shift))}, then 0 if {@code |q| < threshold} (the activation threshold tau_a of
 * HASS as an integer). Saturation to an unsigned output is the ReLU.
 *
 * @param biases per output channel, in units of the accumulator
 * @param multipliers per output channel, unsigned, below 2^{@link #MULTIPLIER_BITS}
 * @param shift right shift behind the multiplication, 1..62, the same for all channels
 * @param output format of the result
 * @param threshold 0 or 1: no threshold; values of smaller magnitude become 0
 */
public record Requantisation(
    List<Long> biases, List<Integer> multipliers, int shift, NumberFormat output, int threshold) {
  /** Width of a multiplier: with its sign bit it fits the 18-bit port of a DSP48. */
  public static final int MULTIPLIER_BITS = 16;

  public Requantisation {
    biases = List.copyOf(biases);
    multipliers = List.copyOf(multipliers);
    if (biases.size() != multipliers.size()) {
      throw new IllegalArgumentException(
          "biases (" + biases.size() + ") must be as many as multipliers (" + multipliers.size() + ")");
    }
    for (int multiplier : multipliers) {
      if (multiplier < 0 || multiplier >= 1 << MULTIPLIER_BITS) {
        throw new IllegalArgumentException(
            "multiplier (" + multiplier + ") must be 0.." + ((1 << MULTIPLIER_BITS) - 1));
      }
    }
    if (shift < 1 || shift > 62) {
      throw new IllegalArgumentException("shift (" + shift + ") must be 1..62");
    }
    if (threshold < 0) {
      throw new IllegalArgumentException("threshold (" + threshold + ") must be at least 0");
    }
  }

  public int channels() {
    return biases.size();
  }

  /** Returns the output value of a channel for an accumulator; exact integer arithmetic. */
  public int apply(int channel, long accumulator) {
    return finish((accumulator + biases.get(channel)) * multipliers.get(channel));
  }

  /** Returns the output value for a product, or a sum of products, with multipliers. */
  public int finish(long product) {
    long value = output.saturate(Rounding.shiftRight(product, shift));
    return Math.abs(value) < threshold ? 0 : (int) value;
  }
}
