package org.sparseloom.layer;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Weights;

/**
 * How wide an accumulator must be that adds up all products of an output, so that no order of additions
 * can overflow it; those of rows of engines may be narrower, see {@link RowSums}.
 */
public final class AccumulatorWidth {
  private AccumulatorWidth() {}

  /**
   * Returns signed bits for any partial sum of weight x activation, with or without bias: the
   * largest over filters of sum |w| x largest |a| + |bias|.
   */
  public static int bits(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    long largest = 1;
    int perOutput = weights.perOutput();
    for (int output = 0; output < weights.outputs(); output++) {
      long magnitude = 0;
      for (int k = 0; k < perOutput; k++) {
        magnitude += Math.abs(weights.values()[output * perOutput + k]);
      }
      long bound = magnitude * quantised.input().magnitude()
          + Math.abs(requantisation.biases().get(output));
      largest = Math.max(largest, bound);
    }
    return NumberFormat.signedFor(largest).bits();
  }
}
