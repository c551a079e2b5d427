package org.sparseloom.search.study;

import java.util.List;

/**
 * One finished trial: a line of the study file.
 *
 * @param number 0 for the first trial
 * @param point what was tried, in the order of the search's parameters
 * @param objective how good it is by the search's objective; larger is better
 * @param accuracy share of images classified rightly, 0..1
 * @param pairSparsity share of zero weight-activation pairs among all of the network, 0..1
 * @param cyclesPerImage predicted interval of the best folding found
 * @param dsp DSPs of that folding
 */
public record Trial(
    int number,
    List<Double> point,
    double objective,
    double accuracy,
    double pairSparsity,
    double cyclesPerImage,
    double dsp) {
  public Trial {
    point = List.copyOf(point);
    if (number < 0) {
      throw new IllegalArgumentException("trial (" + number + ") must be at least 0");
    }
    requireShare("accuracy", accuracy);
    requireShare("pairSparsity", pairSparsity);
    if (!Double.isFinite(objective) || !(cyclesPerImage >= 0) || !(dsp >= 0)) {
      throw new IllegalArgumentException(
          "objective ("
              + objective
              + ") must be finite, cyclesPerImage ("
              + cyclesPerImage
              + ") and dsp ("
              + dsp
              + ") at least 0");
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " (" + value + ") must be 0..1");
    }
  }
}
