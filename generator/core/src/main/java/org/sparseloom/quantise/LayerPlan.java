package org.sparseloom.quantise;

import org.sparseloom.problem.UserProblem;

/**
 * How one layer is quantised and pruned.
 *
 * @param weightBits 4..16, signed
 * @param activationBits 4..16, of the layer's output
 * @param weightThreshold tau_w: weights of smaller magnitude become 0; 0 is none
 * @param activationThreshold tau_a: outputs of smaller magnitude become 0; 0 is none
 */
public record LayerPlan(
    int weightBits, int activationBits, double weightThreshold, double activationThreshold) {
  public LayerPlan {
    checkBits("weightBits", weightBits);
    checkBits("activationBits", activationBits);
    checkThreshold("weightThreshold", weightThreshold);
    checkThreshold("activationThreshold", activationThreshold);
  }

  static void checkBits(String what, int bits) {
    if (bits < 4 || bits > 16) {
      throw UserProblem.usage(
          what + " (" + bits + ") must be 4..16", "8 was meant, which suits most networks.");
    }
  }

  private static void checkThreshold(String what, double threshold) {
    if (!(threshold >= 0) || Double.isInfinite(threshold)) {
      throw UserProblem.usage(
          what + " (" + threshold + ") must be 0 or a positive number", "0 was meant: no pruning.");
    }
  }

  public LayerPlan withThresholds(double newWeightThreshold, double newActivationThreshold) {
    return new LayerPlan(weightBits, activationBits, newWeightThreshold, newActivationThreshold);
  }
}
