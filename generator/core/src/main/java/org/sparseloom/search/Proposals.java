package org.sparseloom.search;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.Observation;
import org.sparseloom.search.tpe.ParameterSpace;
import org.sparseloom.search.tpe.TpeSampler;

/**
 * The points of trials: warm starts one by one, each hanging on those before it, then those of the
 * sampler, several of which are under way at once. The sampler knows the values of all trials but the few
 * right in front; these count as the worst seen (the constant liar of Ginsbourger, Le Riche and Carraro,
 * "Kriging is well-suited to parallelize optimization", 2010), so that the next ones keep away from them.
 * That holds for those that have ended meanwhile, too: so a point hangs on the trials in front of it and
 * not on when they ended, and a study that was cut off goes on as if it had not been.
 */
final class Proposals {
  private final SearchOptions options;
  private final WarmStarts warm;

  Proposals(ThresholdSpace space, SearchOptions options) {
    this.options = options;
    this.warm = new WarmStarts(space, options);
  }

  /** Returns whether the trial of a number is a warm start. */
  boolean isWarmStart(int number) {
    return number < warm.count();
  }

  /** Returns how many trials may be under way at once when so many have ended. */
  int atOnce(int ended) {
    return isWarmStart(ended) ? 1 : options.atOnce();
  }

  /**
   * Returns the next point.
   *
   * @param ended trials that have ended
   * @param underWay points of those behind them, in order, fewer than may be at once
   */
  List<Double> next(List<Trial> ended, List<List<Double>> underWay) {
    return warm.next(ended).orElseGet(() -> sampled(ended, underWay));
  }

  private List<Double> sampled(List<Trial> ended, List<List<Double>> underWay) {
    int number = ended.size() + underWay.size();
    int known = Math.max(warm.count(), number - options.atOnce() + 1);
    List<Trial> before = ended.subList(0, known);
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
    ended.subList(known, ended.size()).forEach(trial -> add(reach, trial.point(), worst, history));
    underWay.forEach(point -> add(reach, point, worst, history));
    return new TpeSampler(reach, options.sampler()).suggest(history, options.seed(), number);
  }

  private static void add(
      ParameterSpace reach, List<Double> point, double value, List<Observation> history) {
    if (reach.contains(point)) {
      history.add(new Observation(point, value));
    }
  }
}
