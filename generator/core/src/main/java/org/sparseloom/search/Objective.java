package org.sparseloom.search;

import java.util.List;
import java.util.Map;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

/**
 * What is maximised (hass.md section 4):
 *
 * <pre>
 * accuracy + sparsityWeight x pair sparsity + throughputWeight x throughput - dspWeight x DSP
 * </pre>
 *
 * throughput and DSP as multiples of the unpruned network's. Accuracy must not fall far: with every
 * point of accuracy beyond the allowed drop the objective falls by {@link #STEEPNESS} points. What
 * is allowed is {@code largestDrop - margin}, the margin being for what the images cannot tell: a
 * search picks what does well on its own images.
 *
 * @param sparsityWeight lambda 1, at least 0
 * @param throughputWeight lambda 2, at least 0; with dspWeight 0 the search knows no hardware
 * @param dspWeight lambda 3, at least 0
 * @param largestDrop how far accuracy may fall below the unpruned network's, 0..1
 * @param margin part of it that the search leaves unused, 0..largestDrop
 */
public record Objective(
    double sparsityWeight,
    double throughputWeight,
    double dspWeight,
    double largestDrop,
    double margin) {
  /** Points of objective lost per point of accuracy below what is allowed. */
  public static final double STEEPNESS = 200;

  public Objective {
    if (!(sparsityWeight >= 0) || !(throughputWeight >= 0) || !(dspWeight >= 0)) {
      throw new IllegalArgumentException(
          "weights of the objective ("
              + sparsityWeight
              + ", "
              + throughputWeight
              + ", "
              + dspWeight
              + ") must be at least 0");
    }
    if (!(largestDrop >= 0 && largestDrop <= 1) || !(margin >= 0 && margin <= largestDrop)) {
      throw new IllegalArgumentException(
          "largest drop of accuracy ("
              + largestDrop
              + ") must be 0..1, its margin ("
              + margin
              + ") 0..largest drop");
    }
  }

  /** Returns what the command line takes if nothing is said: at most one point of accuracy lost. */
  public static Objective standard() {
    return new Objective(0.05, 1, 0.1, 0.01, 0.0075);
  }

  /**
   * Returns the value of an outcome, larger is better.
   *
   * @param plainAccuracy of the unpruned network on the same images
   * @param plain the unpruned network's best hardware
   */
  double value(
      double accuracy, FoldingOutcome outcome, double plainAccuracy, FoldingOutcome plain) {
    double excess = Math.max(0, plainAccuracy - accuracy - (largestDrop - margin));
    return accuracy
        + sparsityWeight * outcome.pairSparsity()
        + throughputWeight * plain.cyclesPerImage() / outcome.cyclesPerImage()
        - dspWeight * outcome.dsp() / Math.max(1, plain.dsp())
        - STEEPNESS * excess;
  }

  /**
   * Returns what hardware gains, as a share: the mean of what throughput and DSPs gain, each counting as
   * much as here; 0 if neither counts.
   */
  double gain(FoldingOutcome outcome, FoldingOutcome plain) {
    double faster = plain.cyclesPerImage() / outcome.cyclesPerImage() - 1;
    double smaller = (plain.dsp() - outcome.dsp()) / Math.max(1, plain.dsp());
    double weights = throughputWeight + dspWeight;
    return weights == 0 ? 0 : (throughputWeight * faster + dspWeight * smaller) / weights;
  }

  /** Returns the weight of what counts most beside accuracy. */
  double largestWeight() {
    return Math.max(sparsityWeight, Math.max(throughputWeight, dspWeight));
  }

  /** Returns the objective of a search that knows accuracy and zero pairs only. */
  public Objective ofSoftware() {
    return new Objective(sparsityWeight, 0, 0, largestDrop, margin);
  }

  /** Returns the objective that a study's header describes. */
  public static Objective described(Map<String, String> options) {
    return new Objective(
        Double.parseDouble(options.get("sparsityWeight")),
        Double.parseDouble(options.get("throughputWeight")),
        Double.parseDouble(options.get("dspWeight")),
        Double.parseDouble(options.get("largestDrop")),
        Double.parseDouble(options.get("margin")));
  }

  /**
   * Returns the trial that becomes the design: of those that keep accuracy (trial 0 does) the one
   * with the largest objective; of equal ones the earliest.
   *
   * @param trials in order, from trial 0, which prunes nothing
   */
  public Trial best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> keepsAccuracy(trial, trials.get(0)))
        .reduce((one, other) -> other.objective() > one.objective() ? other : one)
        .orElseThrow();
  }

  /**
   * Says whether a trial may be the result: no more than the largest drop, by all of the search's images.
   */
  boolean keepsAccuracy(Trial trial, Trial plain) {
    return !trial.givenUp()
        && plain.accuracy() - trial.accuracy() <= largestDrop + 1e-9;
  }

  Map<String, String> described() {
    return Map.of(
        "sparsityWeight", Double.toString(sparsityWeight),
        "throughputWeight", Double.toString(throughputWeight),
        "dspWeight", Double.toString(dspWeight),
        "largestDrop", Double.toString(largestDrop),
        "margin", Double.toString(margin));
  }
}
