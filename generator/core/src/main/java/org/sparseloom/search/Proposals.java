package org.sparseloom.search;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.Observation;
import org.sparseloom.search.tpe.ParameterSpace;
import org.sparseloom.search.tpe.TpeSampler;

/**
 * The points of trials: warm starts one by one, each hanging on those before it, then batches of the
 * sampler. Within a batch, whose values are not known yet, earlier points count as the worst seen (the
 * constant liar of Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize
 * optimization", 2010), so that the next ones keep away from them. A function of the trials in front of
 * the batch: a study that was cut off within one goes on as if it had not been.
 */
final class Proposals {
  private final SearchOptions options;
  private final WarmStarts warm;

  Proposals(ThresholdSpace space, SearchOptions options) {
    this.options = options;
    this.warm = new WarmStarts(space, options);
  }

  /** Returns how many trials can be proposed behind so many. */
  int together(int trials) {
    return trials < warm.count() ? 1 : options.batch() - place(trials);
  }

  /** Returns which of its batch the trial of a number is. */
  private int place(int number) {
    return (number - warm.count()) % options.batch();
  }

  /**
   * Returns the next point.
   *
   * @param trials that are known
   * @param proposed behind them, in order
   */
  List<Double> next(List<Trial> trials, List<List<Double>> proposed) {
    return warm.next(trials).orElseGet(() -> sampled(trials, proposed));
  }

  private List<Double> sampled(List<Trial> trials, List<List<Double>> proposed) {
    int number = trials.size() + proposed.size();
    List<Trial> before = trials.subList(0, number - place(number));
    ParameterSpace reach = warm.reach(before);
    List<Double> values =
        options.goal() == SearchOptions.Goal.FRONT
            ? ParetoOrder.values(before)
            : before.stream().map(Trial::objective).toList();
    List<Observation> history = new ArrayList<>();
    for (Trial trial : before) {
      add(reach, trial.point(), values.get(trial.number()), history);
    }
    double worst = values.stream().mapToDouble(value -> value).min().orElseThrow();
    trials.subList(before.size(), trials.size())
        .forEach(trial -> add(reach, trial.point(), worst, history));
    proposed.forEach(point -> add(reach, point, worst, history));
    return new TpeSampler(reach, options.sampler()).suggest(history, options.seed(), number);
  }

  private static void add(
      ParameterSpace reach, List<Double> point, double value, List<Observation> history) {
    if (reach.contains(point)) {
      history.add(new Observation(point, value));
    }
  }
}
