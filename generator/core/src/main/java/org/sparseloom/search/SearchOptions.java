package org.sparseloom.search;

import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.search.tpe.TpeOptions;

/**
 * What the user decides about a search over thresholds.
 *
 * @param trials to be done in all, those of a study that goes on included
 * @param seed of all randomness
 * @param objective weights and the accuracy that must be kept
 * @param largestWeightShare at most this share of a layer's weights is pruned
 * @param largestActivationShare at most this share of a layer's non-zero outputs is pruned
 * @param scaleImages the first so many images tell how large a layer's outputs are
 * @param threads to compute on; changes no result
 * @param sampler numbers of the sampler
 */
public record SearchOptions(
    int trials,
    long seed,
    Objective objective,
    double largestWeightShare,
    double largestActivationShare,
    int scaleImages,
    int threads,
    TpeOptions sampler) {
  public SearchOptions {
    if (trials < 1 || scaleImages < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "trials ("
              + trials
              + "), scale images ("
              + scaleImages
              + ") and threads ("
              + threads
              + ") must be at least 1");
    }
  }

  /** Returns what the command line takes if nothing is said. */
  public static SearchOptions standard() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new SearchOptions(
        200, 1, Objective.standard(), 0.9, 0.7, 32, threads, TpeOptions.standard());
  }

  public SearchOptions withTrials(int count) {
    return new SearchOptions(
        count,
        seed,
        objective,
        largestWeightShare,
        largestActivationShare,
        scaleImages,
        threads,
        sampler);
  }

  public SearchOptions withSeed(long value) {
    return new SearchOptions(
        trials,
        value,
        objective,
        largestWeightShare,
        largestActivationShare,
        scaleImages,
        threads,
        sampler);
  }

  public SearchOptions withObjective(Objective value) {
    return new SearchOptions(
        trials,
        seed,
        value,
        largestWeightShare,
        largestActivationShare,
        scaleImages,
        threads,
        sampler);
  }

  /** Returns, by name, all that changes a trial's outcome, for the header of the study. */
  Map<String, String> described() {
    Map<String, String> options = new TreeMap<>(objective.described());
    options.put("largestWeightShare", Double.toString(largestWeightShare));
    options.put("largestActivationShare", Double.toString(largestActivationShare));
    options.put("scaleImages", Integer.toString(scaleImages));
    options.put("sampler", sampler.toString());
    return options;
  }
}
