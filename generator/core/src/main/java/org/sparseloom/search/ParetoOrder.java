package org.sparseloom.search;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.search.study.Trial;

/**
 * Trials by accuracy, cycles per image, DSPs and LUTs, none of them weighed against another: a trial is
 * worth the more the fewer others are at least as good in everything and better in something. One that was
 * given up beats nothing, its accuracy being an estimate.
 */
public final class ParetoOrder {
  private ParetoOrder() {}

  /** Returns the trials that no other beats, in order. */
  public static List<Trial> front(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !trial.givenUp())
        .filter(trial -> trials.stream().noneMatch(other -> beats(other, trial)))
        .toList();
  }

  /**
   * Returns a value per trial, larger is better: minus the number of trials that beat it; those that
   * were given up come behind all others, by accuracy.
   */
  static List<Double> values(List<Trial> trials) {
    List<Double> values = new ArrayList<>();
    for (Trial trial : trials) {
      long better = trials.stream().filter(other -> beats(other, trial)).count();
      double behindAll = trials.size() + 1 - trial.accuracy();
      values.add(trial.givenUp() ? -behindAll : -better);
    }
    return values;
  }

  private static boolean beats(Trial one, Trial other) {
    boolean asGood =
        one.accuracy() >= other.accuracy() && one.hardware().isAsGoodAs(other.hardware());
    boolean same =
        one.accuracy() == other.accuracy() && other.hardware().isAsGoodAs(one.hardware());
    return !one.givenUp() && asGood && !same;
  }
}
