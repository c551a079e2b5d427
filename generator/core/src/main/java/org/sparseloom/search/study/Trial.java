package org.sparseloom.search.study;

import java.util.List;
import java.util.Optional;

/**
 * One finished trial: a line of the study file.
 *
 * @param number 0 for the first trial
 * @param point what was tried, in the order of the search's parameters
 * @param objective how good it is by the search's objective; larger is better
 * @param accuracy share of the judged images that are classified rightly, 0..1
 * @param images that were judged: fewer than all if the trial was given up
 * @param hardware best folding found; empty if the trial was given up
 */
public record Trial(
    int number,
    List<Double> point,
    double objective,
    double accuracy,
    int images,
    Optional<FoldingOutcome> hardware) {
  public Trial {
    point = List.copyOf(point);
    if (number < 0) {
      throw new IllegalArgumentException("trial (" + number + ") must be at least 0");
    }
    requireShare("accuracy", accuracy);
    if (!Double.isFinite(objective) || images < 1) {
      throw new IllegalArgumentException(
          "objective (" + objective + ") must be finite, images (" + images + ") at least 1");
    }
  }

  /** Returns the hardware of a trial that was not given up. */
  public FoldingOutcome outcome() {
    return hardware.orElseThrow();
  }

  static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " (" + value + ") must be 0..1");
    }
  }
}
