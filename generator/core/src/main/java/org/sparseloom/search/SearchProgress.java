package org.sparseloom.search;

import java.time.Duration;
import org.sparseloom.search.study.Trial;

/** Hears of every trial as it ends; the search itself prints nothing. */
public interface SearchProgress {
  /** Hears nothing. */
  SearchProgress SILENT = event -> {};

  void finished(Event event);

  /**
   * A trial has ended and stands in the study.
   *
   * @param trial the one that ended
   * @param best the best one so far, as in {@link SearchResult}
   * @param plain trial 0: nothing pruned
   * @param trials how many there will be
   * @param elapsed since this run began
   * @param remaining estimate until the last trial ends
   * @param times what this trial spent
   */
  record Event(
      Trial trial,
      Trial best,
      Trial plain,
      int trials,
      Duration elapsed,
      Duration remaining,
      TrialTimes times) {}

  /** Where the time of one trial went: proposal, accuracy, hardware, study file. */
  record TrialTimes(Duration proposing, Duration judging, Duration folding, Duration writing) {}
}
