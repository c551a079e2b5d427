package org.sparseloom.flow;

import java.time.Duration;
import java.util.OptionalDouble;
import org.sparseloom.search.SearchProgress;

/** Adds up what the trials of a search cost in this run. */
public final class TrialCosts {
  private final int imagesOfAll;
  private int trials;
  private int givenUp;
  private long images;
  private Duration elapsed = Duration.ZERO;
  private Duration proposing = Duration.ZERO;
  private Duration judging = Duration.ZERO;
  private int wholeTrials;
  private Duration wholeJudging = Duration.ZERO;
  private Duration folding = Duration.ZERO;

  TrialCosts(int imagesOfAll) {
    this.imagesOfAll = imagesOfAll;
  }

  void add(SearchProgress.Event event) {
    trials++;
    givenUp += event.trial().givenUp() ? 1 : 0;
    images += event.trial().images();
    elapsed = event.elapsed();
    proposing = proposing.plus(event.times().proposing());
    judging = judging.plus(event.times().judging());
    folding = folding.plus(event.times().folding());
    // Trial 0 has to load the images, besides.
    if (!event.trial().givenUp() && event.trial().number() > 0) {
      wholeTrials++;
      wholeJudging = wholeJudging.plus(event.times().judging());
    }
  }

  /** Returns the trials of this run; a study that goes on had others before. */
  public int trials() {
    return trials;
  }

  /** Returns those that were given up. */
  public int givenUp() {
    return givenUp;
  }

  public double trialsPerMinute() {
    return 60 * trials / seconds(elapsed);
  }

  /**
   * Returns the rate if every trial were judged by all images, as some were, and had its hardware looked
   * for, one after the other: what the times measured add up to; empty if none was judged by all.
   */
  public OptionalDouble wholeTrialsPerMinute() {
    return wholeTrials == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            60 / (proposingSeconds() + seconds(wholeJudging) / wholeTrials + foldingSeconds()));
  }

  /** Returns the share of all images that a trial was judged by, on average, 0..1. */
  public double imagesJudged() {
    return (double) images / trials / imagesOfAll;
  }

  /** Returns the mean seconds of a trial's proposal. */
  public double proposingSeconds() {
    return seconds(proposing) / trials;
  }

  /** Returns the mean seconds in which a trial's images were judged. */
  public double judgingSeconds() {
    return seconds(judging) / trials;
  }

  /** Returns the mean seconds of the search of a trial's hardware, beside the judging of the next. */
  public double foldingSeconds() {
    return seconds(folding) / trials;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
