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
  /** By hand: (18 + 20 + 22) / 3 = 20 s and (3 + 5 + 4) / 3 = 4 s are 60 / 24 trials a minute. */
  @Test
  void timesAreMeansAndAccuraciesComparedWhereAllImagesWereJudged() {
    List<Trial> searched = List.of(trial(0, 1000, 0.9), trial(1, 125, 0.1), trial(2, 1000, 0.8));
    FreshCosts costs =
        FreshCosts.of(searched, List.of(fresh(0.9, 18, 3), fresh(0.2, 20, 5), fresh(0.7, 22, 4)), 1000);
    assertEquals(new FreshCosts(3, 20, 4, 2, 1), costs);
    assertEquals(2.5, costs.trialsPerMinute(), 1e-9);
  }

  @Test
  void chosenTrialsStandAtEvenDistances() {
    List<Trial> trials = IntStream.range(0, 12).mapToObj(i -> trial(i, 1000, 0.9)).toList();
    assertEquals(List.of(2, 6, 10), numbers(FreshCosts.choose(trials, 3)));
    assertEquals(12, FreshCosts.choose(trials, 40).size());
    assertEquals(List.of(), FreshCosts.choose(trials, 0));
    assertEquals(List.of(), FreshCosts.choose(List.of(), 3));
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }

  private static Trial trial(int number, int images, double accuracy) {
    return new Trial(number, List.of(0.5), 1, accuracy, images, images < 1000, new FoldingOutcome(0.5, 900, 10, 100));
  }

  private static FreshTrial fresh(double accuracy, int judging, int folding) {
    return new FreshTrial(accuracy, Duration.ofSeconds(judging), Duration.ofSeconds(folding));
  }
}
