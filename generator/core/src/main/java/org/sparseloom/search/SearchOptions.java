package org.sparseloom.search;

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
 * @param atOnce trials that are under way together, so that the hardware of one is found while another's
 *     images are judged
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
    int atOnce,
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

    private final int drops;

    Goal(int drops) {
      this.drops = drops;
    }

    /** Returns how many times the largest drop a trial may lose. */
    int drops() {
      return drops;
    }
  }

  public SearchOptions {
    if (trials < 1 || scaleImages < 1 || threads < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "trials (" + trials + "), scale images (" + scaleImages + "), threads (" + threads
              + ") and trials at once (" + atOnce + ") must be at least 1");
    }
  }

  /** Returns what the command line takes if nothing is said. */
  public static SearchOptions standard() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new SearchOptions(
        200, 1, SearchMode.FULL, Objective.standard(), Goal.BEST, 3, 0.9, 0.7, 8, threads,
        TpeOptions.standard().withStartupTrials(4));
  }

  public SearchOptions withTrials(int count) {
    return new SearchOptions(
        count, seed, mode, objective, goal, atOnce, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  public SearchOptions withSeed(long value) {
    return new SearchOptions(
        trials, value, mode, objective, goal, atOnce, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  /** Returns these with another mode and what it maximises of an objective. */
  public SearchOptions withMode(SearchMode value, Objective full) {
    return new SearchOptions(
        trials, seed, value, value.objective(full), goal, atOnce, largestWeightShare,
        largestActivationShare, scaleImages, threads, sampler);
  }

  public SearchOptions withGoal(Goal value) {
    return new SearchOptions(
        trials, seed, mode, objective, value, atOnce, largestWeightShare, largestActivationShare,
        scaleImages, threads, sampler);
  }

  /** Returns, by name, all that changes a trial's outcome, for the header of the study. */
  Map<String, String> described() {
    Map<String, String> options = new TreeMap<>(objective.described());
    options.put("mode", mode.word());
    options.put("goal", goal.name());
    options.put("atOnce", Integer.toString(atOnce));
    options.put("leastLead", Double.toString(MostLost.LEAST_LEAD));
    options.put("largestWeightShare", Double.toString(largestWeightShare));
    options.put("largestActivationShare", Double.toString(largestActivationShare));
    options.put("scaleImages", Integer.toString(scaleImages));
    options.put("sampler", sampler.toString());
    return options;
  }
}
