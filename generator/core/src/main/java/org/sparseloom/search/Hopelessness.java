package org.sparseloom.search;

import java.util.List;

/**
 * When a trial need not be judged further: over all images it loses more of them against the unpruned
 * network than it may, as sure as {@link #ERROR} is small. It is looked at after a 64th of the images, a
 * 32nd and so on, and given up if what is seen is too unlikely for one that loses no more ({@link
 * PairedLoss}); every look may err with the same part of the whole chance, so that all together err with
 * no more than that (Bonferroni). Once all are judged there is nothing left to be unsure of.
 */
final class Hopelessness {
  /** Chance that a trial is given up that should not be, over all looks at it together. */
  static final double ERROR = 1e-3;

  /** Looks at N / 64, N / 32 ... N / 2 images; the one at all of them is never wrong. */
  private static final int LOOKS = 6;

  private static final int FIRST_SHARE = 64;

  private final List<Boolean> plain;
  private final int mostLost;
  private final double error;

  Hopelessness(List<Boolean> plain, int mostLost, double error) {
    this.plain = List.copyOf(plain);
    this.mostLost = mostLost;
    this.error = error;
  }

  /** Returns a rule that gives nothing up. */
  static Hopelessness never() {
    return new Hopelessness(List.of(), 0, 0);
  }

  /**
   * Returns the rule.
   *
   * @param plain verdicts on all images by the unpruned network
   * @param mostLost so many images a trial may lose, on balance, at least 0
   */
  static Hopelessness of(List<Boolean> plain, int mostLost) {
    return new Hopelessness(plain, mostLost, ERROR);
  }

  /** Returns all that decides when a trial is given up, for the header of the study. */
  static String described() {
    return "paired with the unpruned network, " + LOOKS + " looks, error " + ERROR;
  }

  /**
   * Returns how many images are to be judged until the next look: few looks, none at more than about
   * twice the images that were needed.
   *
   * @param judged so far
   * @param images in all
   */
  int nextLook(int judged, int images) {
    return plain.isEmpty()
        ? images
        : Math.min(images, Math.max((images + FIRST_SHARE - 1) / FIRST_SHARE, 2 * judged));
  }

  /**
   * Returns whether a trial is to be given up.
   *
   * @param verdicts on the first images, perhaps none yet
   */
  boolean holds(List<Boolean> verdicts) {
    if (verdicts.isEmpty() || plain.isEmpty()) {
      return false;
    }
    PairedLoss loss = PairedLoss.of(plain, verdicts);
    return loss.expectedLoss() > mostLost && loss.chance(mostLost) <= error / LOOKS;
  }
}
