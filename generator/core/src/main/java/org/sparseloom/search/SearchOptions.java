package org.sparseloom.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.search.tpe.TpeOptions;

/**
 * What the user decides about a search over thresholds.
 *
 * @param trials to be done in all, those of a study that goes on included
 * @param seed of all randomness
 * @param mode what is pruned, and by what it is judged
 * @param objective weights and the accuracy that must be kept
 * @param goal what is looked for
 * @param batch trials that are proposed together, so that the hardware of one is found while the next
 *     one's images are judged
 * @param largestWeightShare at most this share of a layer's weights is pruned
 * @param largestActivationShare at most this share of a layer's non-zero outputs is pruned
 * @param scaleImages the first so many images tell how large a layer's outputs are
 * @param threads to compute on; changes no result
 * @param sampler numbers of the sampler
 */
public record SearchOptions(
    int trials,
    long seed,
    SearchMode mode,
    Objective objective,
    Goal goal,
    int batch,
    double largestWeightShare,
    double largestActivationShare,
    int scaleImages,
    int threads,
    TpeOptions sampler) {
  /** What a search looks for. */
  public enum Goal {
    /** The trial with the largest objective; none that loses more accuracy than is allowed. */
    BEST(1),
    /** All trials that no other beats ({@link ParetoOrder}), those a little less accurate, too. */
    FRONT(4);

    /** A trial that loses so many times what may be lost is given up. */
    private final int hopelessDrops;

    Goal(int hopelessDrops) {
      this.hopelessDrops = hopelessDrops;
    }
  }

  public SearchOptions {
    if (trials < 1 || scaleImages < 1 || threads < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "trials (" + trials + "), scale images (" + scaleImages + "), threads (" + threads
              + ") and batch (" + batch + ") must be at least 1");
    }
  }

  /** Returns what the command line takes if nothing is said. */
  public static SearchOptions standard() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new SearchOptions(
        200, 1, SearchMode.FULL, Objective.standard(), Goal.BEST, 4, 0.9, 0.7, 8, threads,
        TpeOptions.standard().withStartupTrials(4));
  }

  public SearchOptions withTrials(int count) {
    return new SearchOptions(
        count, seed, mode, objective, goal, batch, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  public SearchOptions withSeed(long value) {
    return new SearchOptions(
        trials, value, mode, objective, goal, batch, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  /** Returns these with another mode and what it maximises of an objective. */
  public SearchOptions withMode(SearchMode value, Objective full) {
    return new SearchOptions(
        trials, seed, value, value.objective(full), goal, batch, largestWeightShare,
        largestActivationShare, scaleImages, threads, sampler);
  }

  public SearchOptions withGoal(Goal value) {
    return new SearchOptions(
        trials, seed, mode, objective, value, batch, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  /**
   * Returns when a trial is given up: it cannot be of what is looked for.
   *
   * @param plain verdicts on all images by the unpruned network
   */
  Hopelessness hopelessness(List<Boolean> plain) {
    // So many whole images; what equals the floor is not below it.
    double mostLost = goal.hopelessDrops * objective.largestDrop() * plain.size();
    return Hopelessness.of(plain, (int) (mostLost + 1e-9));
  }

  /** Returns, by name, all that changes a trial's outcome, for the header of the study. */
  Map<String, String> described() {
    Map<String, String> options = new TreeMap<>(objective.described());
    options.put("mode", mode.word());
    options.put("goal", goal.name());
    options.put("batch", Integer.toString(batch));
    options.put("largestWeightShare", Double.toString(largestWeightShare));
    options.put("largestActivationShare", Double.toString(largestActivationShare));
    options.put("scaleImages", Integer.toString(scaleImages));
    options.put("sampler", sampler.toString());
    options.put("givenUp", goal.hopelessDrops + " x largestDrop, " + Hopelessness.described());
    return options;
  }
}
