package org.sparseloom.search;

import java.util.List;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

/**
 * How many images a trial may lose against the unpruned network and still be of what is looked for. Its
 * hardware is known, so that this is more than what accuracy must be kept: a trial with little gain must
 * not lose what one with more gain may.
 *
 * @param images in all
 * @param right of them the unpruned network has right
 */
record MostLost(SearchOptions options, int images, int right) {
  /**
   * By such a share of what counts most in the objective a trial must be able to beat the best one: for less,
   * a fifth of a percent of throughput, all images are not worth looking at. Trials' foldings are less exact
   * than that.
   */
  static final double LEAST_LEAD = 0.002;

  /** Returns the images whose loss keeps accuracy as high as the search's goal asks. */
  int toKeepAccuracy() {
    // So many whole images; what equals the floor is not below it.
    return (int) (options.goal().drops() * options.objective().largestDrop() * images + 1e-9);
  }

  /**
   * Returns the images whose loss leaves a trial among what is looked for; below 0 if it has to win some.
   *
   * @param hardware of the trial
   * @param trials before it, at least trial 0
   */
  int toWin(FoldingOutcome hardware, List<Trial> trials) {
    int mostLost = toKeepAccuracy();
    return options.goal() == SearchOptions.Goal.FRONT
        ? Math.min(mostLost, toBeOnFront(hardware, trials))
        : toBeBest(hardware, trials, mostLost);
  }

  private int toBeBest(FoldingOutcome hardware, List<Trial> trials, int mostLost) {
    Objective objective = options.objective();
    double enough = objective.best(trials).objective() + LEAST_LEAD * objective.largestWeight();
    int lost = mostLost;
    while (lost >= right - images && value(lost, hardware, trials.get(0)) < enough) {
      lost--;
    }
    return lost;
  }

  private double value(int lost, FoldingOutcome hardware, Trial plain) {
    double accuracy = (double) (right - lost) / images;
    return options.objective().value(accuracy, hardware, plain.accuracy(), plain.hardware());
  }

  /** No more than any trial loses whose hardware is at least as good. */
  private int toBeOnFront(FoldingOutcome hardware, List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !trial.givenUp() && trial.hardware().isAsGoodAs(hardware))
        .mapToInt(trial -> right - (int) Math.round(trial.accuracy() * images))
        .min()
        .orElse(images);
  }
}
