package org.sparseloom.search;

import java.util.List;

/**
 * How likely the verdicts on some images are if a trial loses no more images than it may.
 *
 * <p>Of all images the unpruned network has R right and W wrong, and it is known which. A trial gets M
 * of the former wrong and P of the latter right, which is not known before all are judged: it loses M -
 * P. The first images of an order that hangs on no trial are drawn without replacement; given that n_R
 * and n_W of them are of either kind, those lost among the former and those gained among the latter
 * are two independent hypergeometric numbers, m and p. Samples are ordered by the loss that they let
 * expect,
 *
 * <pre>
 * R m / n_R - W p / n_W
 * </pre>
 *
 * and the chance of one as bad as the seen one or worse is summed up exactly for the (M, P) of no more
 * than the allowed loss for which it is largest: the test for strata of a finite population of Wendell
 * and Schmee ("Exact inference for proportions from a stratified finite population", Journal of the
 * American Statistical Association 91 (1996)). A larger M and a smaller P make bad samples likelier, so
 * those with M - P of just the allowed loss are all that need to be looked at.
 *
 * <p>Pairing makes the difference of two networks that mostly agree a rare event of little variance,
 * and nothing is given away to an inequality. Those for means without replacement are blunt for so few
 * images: Serfling's (1974) takes the largest variance there can be, and the empirical Bernstein
 * inequality of Bardenet and Maillard ("Concentration inequalities for sampling without replacement",
 * Bernoulli 21 (2015)) adds 8.9 ln(5 / error) / n to differences of -1..1, which for six looks and an
 * error of 0.001 is 0.09 even if n is 1000.
 *
 * @param right R
 * @param wrong W
 * @param judgedRight n_R
 * @param judgedWrong n_W
 * @param lost m
 * @param gained p
 */
record PairedLoss(int right, int wrong, int judgedRight, int judgedWrong, int lost, int gained) {
  /**
   * Returns the numbers of a trial.
   *
   * @param plain verdicts on the unpruned network, of all images
   * @param trial verdicts on the trial, of the first images
   */
  static PairedLoss of(List<Boolean> plain, List<Boolean> trial) {
    int right = 0;
    for (boolean verdict : plain) {
      right += verdict ? 1 : 0;
    }
    int judgedRight = 0;
    int lost = 0;
    int gained = 0;
    for (int image = 0; image < trial.size(); image++) {
      boolean before = plain.get(image);
      judgedRight += before ? 1 : 0;
      lost += before && !trial.get(image) ? 1 : 0;
      gained += !before && trial.get(image) ? 1 : 0;
    }
    return new PairedLoss(
        right, plain.size() - right, judgedRight, trial.size() - judgedRight, lost, gained);
  }

  /** Returns the images that are lost among all if they are as they are among the judged ones. */
  double expectedLoss() {
    return (double) badness(lost, gained) / weight(judgedRight) / weight(judgedWrong);
  }

  /** The expected loss as an integer, so that equal ones are equal. */
  private long badness(int lostOnes, int gainedOnes) {
    return (long) right * weight(judgedWrong) * lostOnes
        - (long) wrong * weight(judgedRight) * gainedOnes;
  }

  /** Of a kind that no image was of, none was lost or gained: what it is divided by does not matter. */
  private static long weight(int judged) {
    return Math.max(1, judged);
  }

  /**
   * Returns the largest chance of a sample that is at least as bad, 0..1.
   *
   * @param mostLost images that a trial may lose, at least 0
   */
  double chance(int mostLost) {
    double largest = 0;
    for (int m = Math.min(mostLost, right); m <= Math.min(right, mostLost + wrong); m++) {
      largest = Math.max(largest, chance(m, Math.max(0, m - mostLost)));
    }
    return largest;
  }

  /** Of a trial that loses so many images and gains so many. */
  private double chance(int allLost, int allGained) {
    double[] ofLost = Hypergeometric.probabilities(right, allLost, judgedRight);
    double[] ofGained = Hypergeometric.probabilities(wrong, allGained, judgedWrong);
    long seen = badness(lost, gained);
    double chance = 0;
    double fewGained = 0;
    int next = 0;
    for (int m = 0; m <= judgedRight; m++) {
      // The more are lost, the more may be gained as well.
      while (next <= judgedWrong && badness(m, next) >= seen) {
        fewGained += ofGained[next];
        next++;
      }
      chance += ofLost[m] * fewGained;
    }
    return chance;
  }
}
