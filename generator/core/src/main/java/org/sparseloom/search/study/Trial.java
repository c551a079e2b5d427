package org.sparseloom.search.study;

import java.util.List;

/**
 * One finished trial: a line of the study file.
 *
 * @param number 0 for the first trial
 * @param point what was tried, in the order of the search's parameters
 * @param objective how good it is by the search's objective; larger is better
 * @param accuracy share of all images that are classified rightly, 0..1; an estimate if it was given up
 * @param images that were judged
 * @param givenUp it was surely not of what is looked for, whatever it says to the images left
 * @param hardware best folding found
 */
public record Trial(
    int number,
    List<Double> point,
    double objective,
    double accuracy,
    int images,
    boolean givenUp,
    FoldingOutcome hardware) {
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

  static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " (" + value + ") must be 0..1");
    }
  }
}
