package org.sparseloom.search;

/**
 * What the images say of a trial.
 *
 * @param right of the judged images, how many are classified rightly
 * @param judged images looked at, at least 1
 * @param hopeless the others were not worth looking at, nor is the hardware
 */
record Judgement(int right, int judged, boolean hopeless) {
  /** Returns the share of the judged images that is right, 0..1. */
  double accuracy() {
    return (double) right / judged;
  }
}
