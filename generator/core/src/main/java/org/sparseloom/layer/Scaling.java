package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;

/** The common shift of a layer's requantisation multipliers. */
final class Scaling {
  /**
   * Largest shift: multiplier x accumulator, below 2^62 by {@link ConvolutionQuantisation}'s check,
   * and the rounding's 2^(shift - 1) then stay inside 63 bits together.
   */
  static final int LARGEST_SHIFT = 45;

  private Scaling() {}

  /** Returns the shift that puts ratio x 2^shift into 2^15..2^16-1, as far as shifts allow. */
  static int shift(double largestRatio) {
    int shift = Requantisation.MULTIPLIER_BITS - 1 - Math.getExponent(largestRatio);
    // A ratio just below a power of two is rounded up to one more bit than there is.
    if (Math.ceil(Math.scalb(largestRatio, shift)) >= 1 << Requantisation.MULTIPLIER_BITS) {
      shift--;
    }
    return Math.max(1, Math.min(LARGEST_SHIFT, shift));
  }
}
