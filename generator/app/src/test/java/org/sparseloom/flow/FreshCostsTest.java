package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.FreshTrial;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

class FreshCostsTest {
  private static final FoldingOutcome HARDWARE = new FoldingOutcome(0.5, 900, 10, 100);

  /** By hand: (18 + 20 + 22) / 3 = 20 s and (3 + 5 + 4) / 3 = 4 s are 60 / 24 trials a minute. */
  @Test
  void timesAreMeansAndAccuraciesAreCompared() {
    List<Trial> searched = List.of(whole(1, 0.9), whole(2, 0.1), whole(3, 0.7));
    FreshCosts costs =
        FreshCosts.of(searched, List.of(fresh(0.9, 18, 3), fresh(0.2, 20, 5), fresh(0.7, 22, 4)));
    assertEquals(new FreshCosts(3, 20, 4, 2), costs);
    assertEquals(2.5, costs.trialsPerMinute(), 1e-9);
  }

  @Test
  void chosenTrialsStandAtEvenDistancesAmongThoseThatPruneAndWereJudgedByAllImages() {
    List<Trial> trials =
        IntStream.range(0, 12)
            .mapToObj(number -> number % 2 == 0 ? whole(number, 0.9) : givenUp(number))
            .toList();
    assertEquals(List.of(2, 6, 10), numbers(FreshCosts.choose(trials, 3)));
    assertEquals(List.of(2, 4, 6, 8, 10), numbers(FreshCosts.choose(trials, 40)));
    assertEquals(List.of(), FreshCosts.choose(trials, 0));
    assertEquals(List.of(), FreshCosts.choose(List.of(), 3));
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }

  private static Trial whole(int number, double accuracy) {
    return new Trial(number, List.of(0.5), 1, accuracy, 1000, false, HARDWARE);
  }

  private static Trial givenUp(int number) {
    return new Trial(number, List.of(0.5), 1, 0.5, 125, true, HARDWARE);
  }

  private static FreshTrial fresh(double accuracy, int judging, int folding) {
    return new FreshTrial(accuracy, Duration.ofSeconds(judging), Duration.ofSeconds(folding));
  }
}
