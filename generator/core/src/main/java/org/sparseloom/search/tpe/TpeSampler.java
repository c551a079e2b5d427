package org.sparseloom.search.tpe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Proposes the next point to try: the tree-structured Parzen estimator of Bergstra, Bardenet,
 * Bengio and Kegl, "Algorithms for Hyper-Parameter Optimization" (NIPS 2011), section 4. The trials
 * so far are split into good and other ones, l and g model the density of each, and of some points
 * drawn from l the one with the largest l/g is proposed, which maximises the expected improvement.
 *
 * <p>A pure function of history, seed and trial number: a study that was cut off and read back goes
 * on exactly as if nothing had happened.
 */
public final class TpeSampler {
  private final ParameterSpace space;
  private final TpeOptions options;

  public TpeSampler(ParameterSpace space, TpeOptions options) {
    this.space = space;
    this.options = options;
  }

  /**
   * Returns the point of trial {@code trialNumber}.
   *
   * @param history the trials before it, in their order; warm starts count as trials
   * @param seed the same for a whole study
   */
  public List<Double> suggest(List<Observation> history, long seed, int trialNumber) {
    RandomGenerator random = generator(seed, trialNumber);
    if (history.size() < options.startupTrials()) {
      return uniform(random);
    }
    // A stable sort by value: among equals the earlier trial is the better one.
    List<Integer> order =
        IntStream.range(0, history.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -history.get(i).value()))
            .toList();
    int good = goodTrials(history.size());
    ParzenEstimator goodDensity = density(history, order.subList(0, good));
    ParzenEstimator otherDensity = density(history, order.subList(good, order.size()));
    List<Double> best = List.of();
    double bestRatio = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < options.candidates(); i++) {
      List<Double> candidate = goodDensity.sample(random);
      double ratio = goodDensity.logDensity(candidate) - otherDensity.logDensity(candidate);
      if (best.isEmpty() || ratio > bestRatio) {
        best = candidate;
        bestRatio = ratio;
      }
    }
    return best;
  }

  private int goodTrials(int trials) {
    int good = (int) Math.ceil(options.goodShare() * trials);
    return Math.max(1, Math.min(Math.min(good, options.largestGood()), trials - 1));
  }

  private ParzenEstimator density(List<Observation> history, List<Integer> trials) {
    List<List<Double>> points = trials.stream().map(i -> history.get(i).point()).toList();
    return new ParzenEstimator(space, points, options);
  }

  private List<Double> uniform(RandomGenerator random) {
    List<Double> point = new ArrayList<>(space.size());
    for (Parameter parameter : space.parameters()) {
      point.add(parameter.low() + random.nextDouble() * parameter.range());
    }
    return point;
  }

  /** Each trial has its own generator, so that what a trial draws depends on no earlier trial. */
  private static RandomGenerator generator(long seed, int trialNumber) {
    long mixed = new SplittableRandom(seed).nextLong() + trialNumber * 0x9E3779B97F4A7C15L;
    return new SplittableRandom(new SplittableRandom(mixed).nextLong());
  }
}
