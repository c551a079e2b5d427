package org.sparseloom.search.tpe;

/**
 * The numbers that steer the tree-structured Parzen estimator.
 *
 * @param startupTrials trials drawn uniformly before any density is modelled, at least 2
 * @param goodShare share of the trials that count as good (gamma of Bergstra et al.), 0..1
 * @param largestGood at most so many trials count as good
 * @param candidates points drawn from the good density, the best of which is proposed
 * @param kernelWidth standard deviation of the kernel of a single point, as a share of the range;
 *     with more points it shrinks by Scott's rule
 * @param priorShare share of the uninformed kernel in either density: how often a point is drawn
 *     from the whole box
 */
public record TpeOptions(
    int startupTrials,
    double goodShare,
    int largestGood,
    int candidates,
    double kernelWidth,
    double priorShare) {
  public TpeOptions {
    if (startupTrials < 2 || candidates < 1 || largestGood < 1) {
      throw new IllegalArgumentException(
          "startup trials ("
              + startupTrials
              + ") must be at least 2, candidates ("
              + candidates
              + ") and the largest number of good trials ("
              + largestGood
              + ") at least 1");
    }
    requireShare("good share", goodShare);
    requireShare("kernel width", kernelWidth);
    requireShare("prior share", priorShare);
  }

  /** Returns numbers that did well on the test functions (TpeSamplerTest) in 2 to 12 dimensions. */
  public static TpeOptions standard() {
    return new TpeOptions(10, 0.1, 10, 64, 0.06, 0.1);
  }

  /** Returns these with so many trials drawn uniformly, where others have been made before. */
  public TpeOptions withStartupTrials(int count) {
    return new TpeOptions(
        count, goodShare, largestGood, candidates, kernelWidth, priorShare);
  }

  private static void requireShare(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(name + " (" + share + ") must be between 0 and 1");
    }
  }
}
