package org.sparseloom.search;

/** How many marked ones there are among some that are drawn without replacement. */
final class Hypergeometric {
  private Hypergeometric() {}

  /**
   * Returns the probability of every number of marked ones, 0..{@code drawn}: ratios of neighbours,
   * begun where they are likeliest, so that nothing overflows and what is as good as impossible is 0.
   *
   * @param population of which to draw
   * @param marked of them, at most all
   * @param drawn at most all
   */
  static double[] probabilities(int population, int marked, int drawn) {
    int others = population - marked;
    int least = Math.max(0, drawn - others);
    int most = Math.min(drawn, marked);
    int likeliest =
        Math.max(least, Math.min(most, (int) ((drawn + 1L) * (marked + 1L) / (population + 2L))));
    double[] chances = new double[drawn + 1];
    chances[likeliest] = 1;
    double sum = 1;
    for (int k = likeliest; k < most; k++) {
      chances[k + 1] = chances[k] * (marked - k) / (k + 1) * (drawn - k) / (others - drawn + k + 1);
      sum += chances[k + 1];
    }
    for (int k = likeliest; k > least; k--) {
      chances[k - 1] = chances[k] * k / (marked - k + 1) * (others - drawn + k) / (drawn - k + 1);
      sum += chances[k - 1];
    }
    for (int k = least; k <= most; k++) {
      chances[k] /= sum;
    }
    return chances;
  }
}
