package org.sparseloom.search;

import java.util.List;

/**
 * What the images say of a trial.
 *
 * @param accuracy share of all images that it has right, 0..1; estimated where it was given up
 * @param images that were judged, at least 1
 * @param givenUp the other images were not worth looking at
 */
record Judgement(double accuracy, int images, boolean givenUp) {
  /** Returns what all images say. */
  static Judgement whole(List<Answer> answers) {
    return new Judgement((double) Answer.right(answers) / answers.size(), answers.size(), false);
  }
}
