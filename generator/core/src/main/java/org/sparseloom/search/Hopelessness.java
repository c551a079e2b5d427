package org.sparseloom.search;

/**
 * When a trial need not be judged further: its accuracy over all images is below a floor, as sure as
 * {@link #ERROR} is small. Images are drawn without replacement from a finite number, in an order
 * that hangs on no trial; for those, by Hoeffding's inequality in Serfling's form ("Probability
 * inequalities for the sum in sampling without replacement", Annals of Statistics 2 (1974), corollary
 * 1.1), the mean of n of N exceeds that of all by epsilon or more with a probability of at most
 *
 * <pre>
 * exp(-2 n epsilon^2 / (1 - (n - 1) / N))
 * </pre>
 *
 * and once all are judged there is nothing left to be unsure of.
 *
 * @param floor accuracy that a trial must be able to have, 0..1; 0 gives nothing up
 */
record Hopelessness(double floor) {
  /** Chance that a trial is given up that should not be, over all looks at it together. */
  static final double ERROR = 1e-3;

  /** Looks at N / 8, N / 4 and N / 2 images; the one at all of them is never wrong. */
  private static final int LOOKS = 3;

  private static final int FIRST_SHARE = 8;

  /** Judges all images. */
  static final Hopelessness NEVER = new Hopelessness(0);

  /** Returns after how many of the images the first look is. */
  int leastImages(int images) {
    return floor == 0 ? images : (images + FIRST_SHARE - 1) / FIRST_SHARE;
  }

  /**
   * Returns whether a trial is to be given up.
   *
   * @param right of the judged images
   * @param judged the first so many of all, 0 for none yet
   */
  boolean holds(int right, int judged, int images) {
    return judged > 0 && (double) right / judged + uncertainty(judged, images) < floor;
  }

  /** Returns by how much the accuracy of all images can be above that of those judged. */
  static double uncertainty(int judged, int images) {
    if (judged == images) {
      return 0;
    }
    double left = 1 - (judged - 1.0) / images;
    return Math.sqrt(left * Math.log(LOOKS / ERROR) / (2.0 * judged));
  }
}
