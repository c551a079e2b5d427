package org.sparseloom.quantise;

/**
 * Gathers a {@link ValueRange} value by value; bins are merged in pairs when a value exceeds them.
 */
final class RangeCounter {
  private static final int BINS = 4096;

  private boolean negative;
  private double largest;
  private long zeros;
  private double binWidth;
  private long[] counts = new long[BINS];

  void add(float[] values) {
    add(values, Interval.ALL);
  }

  /** Counts values beyond an interval as its ends. */
  void add(float[] values, Interval interval) {
    for (float value : values) {
      add((float) Math.min(Math.max(value, interval.least()), interval.largest()));
    }
  }

  private void add(float value) {
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      zeros++;
      return;
    }
    negative |= value < 0;
    largest = Math.max(largest, magnitude);
    if (binWidth == 0) {
      binWidth = magnitude / BINS; // A first guess, widened by what follows.
    }
    while (magnitude >= binWidth * BINS) {
      mergePairs();
    }
    counts[(int) (magnitude / binWidth)]++;
  }

  private void mergePairs() {
    long[] merged = new long[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      merged[bin / 2] += counts[bin];
    }
    counts = merged;
    binWidth *= 2;
  }

  ValueRange range() {
    return new ValueRange(negative, largest, zeros, binWidth, counts.clone());
  }
}
