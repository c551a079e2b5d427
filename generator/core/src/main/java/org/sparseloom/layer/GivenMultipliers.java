package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Weights;

/** Says whether 16-bit multipliers over a common shift are near enough to the scales of a file. */
final class GivenMultipliers {
  /** Together with the rounding of the output itself this makes at most one unit. */
  private static final double HALF_UNIT = 0.5;

  /** Of formats that are wider than what a multiplier resolves: of their largest value. */
  private static final double LARGEST_SHARE = 1.0 / (1 << 13);

  private GivenMultipliers() {}

  /**
   * Refuses a convolution some output of which could differ by more than half a unit, of formats of
   * more than 12 bits by more than 1/8192 of the largest value.
   *
   * @param scales of the weights of each output
   */
  static void check(QuantisedLayer quantised, double[] scales) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    long magnitude = quantised.output().magnitude();
    double allowed = Math.max(HALF_UNIT, magnitude * LARGEST_SHARE);
    for (int channel = 0; channel < scales.length; channel++) {
      double wanted = quantised.inputScale() * scales[channel] / quantised.outputScale();
      double multiplier =
          Math.scalb((double) requantisation.multipliers().get(channel), -requantisation.shift());
      double largest = Math.min(magnitude, largestSum(quantised, channel) * wanted);
      double error = largest * Math.abs(multiplier / wanted - 1);
      if (error > allowed) {
        throw new UserProblem(
            ExitCode.MODEL_NOT_SUPPORTED,
            "layer " + quantised.layer().name() + ": the scale of the weights of output " + channel
                + " (" + scales[channel] + ") must not be so much smaller than those of the others"
                + " that a multiplier of " + Requantisation.MULTIPLIER_BITS
                + " bits changes an output by " + error + " units",
            "that output hardly matters; export with one scale for all weights of the layer.");
      }
    }
  }

  private static double largestSum(QuantisedLayer quantised, int output) {
    Weights weights = quantised.weights().orElseThrow();
    int perOutput = weights.perOutput();
    double magnitude = 0;
    for (int k = output * perOutput; k < (output + 1) * perOutput; k++) {
      magnitude += Math.abs(weights.values()[k]);
    }
    return magnitude * quantised.input().magnitude()
        + Math.abs(quantised.requantisation().orElseThrow().biases().get(output));
  }
}
