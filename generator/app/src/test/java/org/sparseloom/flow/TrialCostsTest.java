package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.SearchProgress;
import org.sparseloom.search.SearchProgress.TrialTimes;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

class TrialCostsTest {
  private static final FoldingOutcome HARDWARE = new FoldingOutcome(0.5, 1000, 10, 100);

  /**
   * Two trials with all 1000 images, two given up at 125 and 250: 2375 of 4000 images. All images of a
   * trial take 8 s (trial 0 has to load them besides), its hardware 3 s, its proposal 1 s: 60 / 12 = 5 a
   * minute. Four in 30 s, hardware beside images, are 8 a minute.
   */
  @Test
  void theRateOfWholeTrialsIsWhatTheTimesAddUpTo() {
    TrialCosts costs = new TrialCosts(1000);
    costs.add(event(0, 1000, 11, 4, 12));
    costs.add(event(1, 125, 1, 3, 15));
    costs.add(event(2, 250, 2, 3, 20));
    costs.add(event(3, 1000, 8, 2, 30));
    assertEquals(4, costs.trials());
    assertEquals(2, costs.givenUp());
    assertEquals(0.59375, costs.imagesJudged(), 1e-9);
    assertEquals(1, costs.proposingSeconds(), 1e-9);
    assertEquals(5.5, costs.judgingSeconds(), 1e-9);
    assertEquals(3, costs.foldingSeconds(), 1e-9);
    assertEquals(5, costs.wholeTrialsPerMinute().orElseThrow(), 1e-9);
    assertEquals(8, costs.trialsPerMinute(), 1e-9);
  }

  private static SearchProgress.Event event(
      int number, int images, int judging, int folding, int elapsed) {
    Trial trial = new Trial(number, List.of(0.5), 1, 0.9, images, images < 1000, HARDWARE);
    TrialTimes times =
        new TrialTimes(
            Duration.ofSeconds(1), Duration.ofSeconds(judging), Duration.ofSeconds(folding),
            Duration.ZERO);
    return new SearchProgress.Event(
        trial, trial, trial, 10, Duration.ofSeconds(elapsed), Duration.ZERO, times);
  }
}
