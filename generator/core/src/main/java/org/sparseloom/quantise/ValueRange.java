package org.sparseloom.quantise;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Rounding;

/**
 * What values a tensor took over the calibration images: a histogram of non-zero magnitudes. The
 * array is given away at construction.
 *
 * @param negative whether any value was below 0
 * @param largest largest magnitude; 0 if all were 0
 * @param zeros number of zeros
 * @param binWidth magnitudes in bin i lie in i * binWidth .. (i + 1) * binWidth
 * @param counts number of magnitudes per bin
 */
public record ValueRange(
    boolean negative, double largest, long zeros, double binWidth, long[] counts) {
  private static final int CLIP_STEPS = 128;
  private static final int SMALLEST_CLIP_STEP = 8;
  private static final int CLIPPED_BITS = 11;

  /** Returns the number of values seen. */
  public long count() {
    long count = zeros;
    for (long bin : counts) {
      count += bin;
    }
    return count;
  }

  /** Returns a magnitude that the given share (0..1) of all values, zeros included, stays below. */
  public double quantile(double share) {
    double wanted = share * count();
    double seen = zeros;
    for (int bin = 0; bin < counts.length && seen < wanted; bin++) {
      seen += counts[bin];
      if (seen >= wanted) {
        return Math.min(largest, (bin + 1) * binWidth);
      }
    }
    return wanted <= zeros ? 0 : largest;
  }

  /**
   * Returns the scale for a format: above 11 bits the largest magnitude fits exactly; up to 11
   * bits, where resolution is dear, large values are clipped as far as that lowers the mean squared error
   * over the histogram.
   */
  public double scale(NumberFormat format) {
    if (largest == 0) {
      return 1.0 / format.max(); // Any will do: there is nothing but zeros.
    }
    double unclipped = largest / format.max();
    if (format.bits() > CLIPPED_BITS) {
      return unclipped;
    }
    double best = unclipped;
    double leastError = squaredError(unclipped, format);
    for (int step = CLIP_STEPS - 1; step >= SMALLEST_CLIP_STEP; step--) {
      double candidate = unclipped * step / CLIP_STEPS;
      double error = squaredError(candidate, format);
      if (error < leastError) {
        leastError = error;
        best = candidate;
      }
    }
    return best;
  }

  /** Every bin counts with its centre. */
  private double squaredError(double scale, NumberFormat format) {
    double error = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double value = (bin + 0.5) * binWidth;
      double difference = value - scale * Math.min(format.max(), Rounding.nearest(value / scale));
      error += counts[bin] * difference * difference;
    }
    return error;
  }
}
