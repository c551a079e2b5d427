package org.sparseloom.search;

import java.util.Arrays;

/**
 * Turns a share into a threshold: so many of the observed magnitudes lie below it. Searching over
 * shares makes equal steps do equal pruning, whatever the distribution of the values.
 */
final class ThresholdScale {
  private final float[] sorted;

  private ThresholdScale(float[] sorted) {
    this.sorted = sorted;
  }

  /** Of all values, zeros included: for weights. */
  static ThresholdScale ofAll(float[] values) {
    return of(values, 0);
  }

  /** Of the values that are not zero: for activations, where the ReLU's zeros cost nothing. */
  static ThresholdScale ofNonZero(float[] values) {
    return of(values, Float.MIN_VALUE);
  }

  private static ThresholdScale of(float[] values, float smallest) {
    float[] sorted = new float[values.length];
    int count = 0;
    for (float value : values) {
      float magnitude = Math.abs(value);
      if (magnitude >= smallest) {
        sorted[count++] = magnitude;
      }
    }
    sorted = Arrays.copyOf(sorted, count);
    Arrays.sort(sorted);
    return new ThresholdScale(sorted);
  }

  /** Returns the threshold below which the share (0..1, never all) lies; 0 for share 0. */
  double threshold(double share) {
    int below = (int) Math.min(sorted.length - 1L, (long) Math.floor(share * sorted.length));
    return below <= 0 ? 0 : sorted[below];
  }

  /** Returns the share of the magnitudes that lies below a threshold, 0..1. */
  double share(double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted[middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / Math.max(1, sorted.length);
  }

  /** Returns the root of the mean square of the magnitudes; 0 if there are none. */
  double rootMeanSquare() {
    double squares = 0;
    for (float magnitude : sorted) {
      squares += (double) magnitude * magnitude;
    }
    return Math.sqrt(squares / Math.max(1, sorted.length));
  }
}
