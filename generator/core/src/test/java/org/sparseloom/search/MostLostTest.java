package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.SearchOptions.Goal;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

/** Of 100 images the unpruned network, of 1000 cycles and 10 DSPs, has 90 right. */
class MostLostTest {
  /** Accuracy and throughput alone: 0.9 + 0.1. */
  private static final Objective OBJECTIVE = new Objective(0, 0.1, 0, 0.05, 0.02);

  private static final Trial PLAIN = trial(0, 0.90, 1000, 10);

  /** Of 100 images a trial may lose 5. */
  @Test
  void theBestIsNoTrialThatLosesMoreThanIsAllowed() {
    assertEquals(5, mostLost(Goal.BEST, 0.05).toKeepAccuracy());
  }

  /** The front is to show what a little more loss would win. */
  @Test
  void aFrontHasTrialsThatLoseFourTimesAsMuch() {
    assertEquals(20, mostLost(Goal.FRONT, 0.05).toKeepAccuracy());
  }

  /** 0.29 x 100 is a little less than 29 in floating point, 4 x 0.07 x 100 a little more than 28. */
  @Test
  void whatEqualsTheFloorIsNotBelowIt() {
    assertEquals(29, mostLost(Goal.BEST, 0.29).toKeepAccuracy());
    assertEquals(28, mostLost(Goal.FRONT, 0.07).toKeepAccuracy());
  }

  /**
   * The best so far has 0.9 - 0.01 + 0.1 x 1000 / 800 = 1.015. A trial of 500 cycles has 0.1 x 1000 / 500 =
   * 0.2 and more than 1.015 with more than 81.5 images right, if it were not for accuracy: 0.05 are allowed,
   * but each image beyond 0.03 costs 2, so that 3 may be lost: 0.87 + 0.2. A trial
   * of 790 cycles has 0.12658 and needs 89 right: 1.0166; one of 1000 needs 92, two more than the unpruned
   * network: 0.92 + 0.1.
   */
  @Test
  void theLessHardwareGainsTheLessMayBeLost() {
    List<Trial> trials = List.of(PLAIN, trial(1, 0.89, 800, 10), givenUp(2, 0.89, 400));
    MostLost mostLost = mostLost(Goal.BEST, 0.05);
    assertEquals(3, mostLost.toWin(hardware(500, 10), trials));
    assertEquals(1, mostLost.toWin(hardware(790, 10), trials));
    assertEquals(-2, mostLost.toWin(hardware(1000, 10), trials));
    assertEquals(-11, mostLost.toWin(hardware(9000, 10), trials), "not even with all right");
  }

  /**
   * The best so far has 1.015 again. With 89 right a trial of 799.4 cycles has 0.89 + 0.12509 = 1.01509 and
   * leads by less than 0.002 x 0.1; one of 798 has 1.01531.
   */
  @Test
  void aLeadOfNextToNothingIsNotWorthAllImages() {
    List<Trial> trials = List.of(PLAIN, trial(1, 0.89, 800, 10));
    MostLost mostLost = mostLost(Goal.BEST, 0.05);
    assertEquals(0, mostLost.toWin(hardware(799.4, 10), trials));
    assertEquals(1, mostLost.toWin(hardware(798, 10), trials));
  }

  /** As good in hardware as trial 1 and no better: it must lose no more. Fewer DSPs are something new. */
  @Test
  void onTheFrontIsWhatLosesNoMoreThanAnyOfAsGoodHardware() {
    List<Trial> trials =
        List.of(PLAIN, trial(1, 0.86, 800, 10), trial(2, 0.80, 700, 10), givenUp(3, 0.95, 400));
    MostLost mostLost = mostLost(Goal.FRONT, 0.05);
    assertEquals(0, mostLost.toWin(hardware(1000, 10), trials));
    assertEquals(4, mostLost.toWin(hardware(900, 10), trials));
    assertEquals(10, mostLost.toWin(hardware(750, 10), trials));
    assertEquals(20, mostLost.toWin(hardware(900, 9), trials));
  }

  private static MostLost mostLost(Goal goal, double drop) {
    SearchOptions options =
        SearchOptions.standard()
            .withMode(
                SearchMode.FULL,
                new Objective(
                    OBJECTIVE.sparsityWeight(), OBJECTIVE.throughputWeight(), OBJECTIVE.dspWeight(),
                    drop, OBJECTIVE.margin()))
            .withGoal(goal);
    return new MostLost(options, 100, 90);
  }

  private static Trial trial(int number, double accuracy, double cycles, double dsp) {
    FoldingOutcome hardware = hardware(cycles, dsp);
    double value = OBJECTIVE.value(accuracy, hardware, 0.90, hardware(1000, 10));
    return TrialExamples.trial(number, List.of(0.1), value, accuracy, hardware);
  }

  private static Trial givenUp(int number, double accuracy, double cycles) {
    return new Trial(number, List.of(0.1), 9, accuracy, 20, true, hardware(cycles, 1));
  }

  private static FoldingOutcome hardware(double cycles, double dsp) {
    return new FoldingOutcome(0.5, cycles, dsp, 100);
  }
}
