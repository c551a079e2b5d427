package org.sparseloom.search;

import java.util.List;

/**
 * What the images say of a trial.
 *
 * @param verdicts of the judged images, the first ones, at least one: whether it is classified rightly
 * @param hopeless the others were not worth looking at, nor is the hardware
 */
record Judgement(List<Boolean> verdicts, boolean hopeless) {
  Judgement {
    verdicts = List.copyOf(verdicts);
  }

  /** Returns how many of the judged images are classified rightly. */
  int right() {
    return (int) verdicts.stream().filter(right -> right).count();
  }

  /** Returns the share of the judged images that is right, 0..1. */
  double accuracy() {
    return (double) right() / verdicts.size();
  }
}
