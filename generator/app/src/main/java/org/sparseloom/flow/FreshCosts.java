package org.sparseloom.flow;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.search.FreshTrial;
import org.sparseloom.search.study.Trial;

/**
 * What trials cost that were judged once more from nothing, beside what the search found of them. They are
 * such as the search judged by all images, too, so that both must have the same accuracy.
 *
 * @param judgingSeconds mean of all images of a trial, its session included
 * @param foldingSeconds mean of a trial's hardware
 * @param same those for which both have the same accuracy
 */
public record FreshCosts(int trials, double judgingSeconds, double foldingSeconds, int same) {
  /**
   * Returns the costs.
   *
   * @param searched at least one trial
   * @param fresh the same trials, in the same order
   */
  static FreshCosts of(List<Trial> searched, List<FreshTrial> fresh) {
    double judging = 0;
    double folding = 0;
    int same = 0;
    for (int i = 0; i < fresh.size(); i++) {
      judging += fresh.get(i).judging().toNanos() / 1e9;
      folding += fresh.get(i).folding().toNanos() / 1e9;
      same += searched.get(i).accuracy() == fresh.get(i).accuracy() ? 1 : 0;
    }
    return new FreshCosts(fresh.size(), judging / fresh.size(), folding / fresh.size(), same);
  }

  /**
   * Returns so many of a search's trials, or as many as there are that prune and were judged by all images,
   * at even distances among these.
   */
  static List<Trial> choose(List<Trial> trials, int count) {
    List<Trial> whole =
        trials.stream().filter(trial -> trial.number() > 0 && !trial.givenUp()).toList();
    int chosen = Math.min(count, whole.size());
    List<Trial> spread = new ArrayList<>();
    for (int i = 0; i < chosen; i++) {
      spread.add(whole.get((2 * i + 1) * whole.size() / (2 * chosen)));
    }
    return spread;
  }

  /** Returns the rate of trials that are judged and folded one after the other. */
  public double trialsPerMinute() {
    return 60 / (judgingSeconds + foldingSeconds);
  }
}
