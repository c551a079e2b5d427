package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

class ParetoOrderTest {
  /** Accuracy, cycles, DSPs, LUTs; what beats a trial stands behind it. */
  private static final List<Trial> TRIALS =
      List.of(
          trial(0, 0.90, 1000, 100, 5000), // 3
          trial(1, 0.88, 800, 100, 5000), // 3 and 4
          trial(2, 0.90, 1000, 99, 5001), // none: the fewest DSPs
          trial(3, 0.90, 800, 100, 5000), // none; 4 is as good in three things, worse in accuracy
          trial(4, 0.89, 800, 100, 5000), // 3
          trial(5, 0.70, 2000, 200, 9000), // 0, 1, 2, 3 and 4
          TrialExamples.givenUp(6, List.of(0.1), 0.95),
          TrialExamples.givenUp(7, List.of(0.1), 0.40),
          trial(8, 0.90, 800, 100, 5000)); // none: as good as 3 in everything beats nothing

  @Test
  void aTrialIsWorthTheMoreTheFewerBeatIt() {
    // Trial 8 is equal to trial 3: it beats what that beats. Given up: -(9 + 1 - accuracy).
    assertEquals(
        List.of(-2.0, -3.0, 0.0, 0.0, -2.0, -6.0, -9.05, -9.6, 0.0), ParetoOrder.values(TRIALS));
  }

  @Test
  void theFrontIsWhatNothingBeats() {
    assertEquals(
        List.of(2, 3, 8), ParetoOrder.front(TRIALS).stream().map(Trial::number).toList());
  }

  private static Trial trial(int number, double accuracy, double cycles, int dsp, int lut) {
    FoldingOutcome hardware = new FoldingOutcome(0.5, cycles, dsp, lut);
    return TrialExamples.trial(number, List.of(0.1), 1, accuracy, hardware);
  }
}
