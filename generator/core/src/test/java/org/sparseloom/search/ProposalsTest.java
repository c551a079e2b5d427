package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.study.Trial;

class ProposalsTest {
  private static final int WARM = 11;
  private static final int BATCH = 4;

  private final Proposals proposals =
      new Proposals(
          TrialExamples.space(SearchMode.FULL), TrialExamples.options(SearchMode.FULL));

  @Test
  void warmStartsComeOneByOneAndThenWholeBatches() {
    assertEquals(1, proposals.together(0));
    assertEquals(1, proposals.together(WARM - 1));
    assertEquals(BATCH, proposals.together(WARM));
    assertEquals(1, proposals.together(WARM + 3));
    assertEquals(BATCH, proposals.together(WARM + 4));
    // A study that was cut off within a batch ends that batch first.
    assertEquals(2, proposals.together(WARM + 6));
  }

  @Test
  void proposedPointsKeepTheNextOnesAway() {
    List<Trial> known = trials(WARM + 2 * BATCH);
    List<Double> first = proposals.next(known, List.of());
    List<Double> second = proposals.next(known, List.of(first));
    assertNotEquals(second, proposals.next(known, List.of(second)));
  }

  @Test
  void aBatchThatWasCutOffGoesOnAsIfItHadNotBeen() {
    List<Trial> known = trials(WARM + 2 * BATCH);
    List<List<Double>> batch = new ArrayList<>();
    for (int place = 0; place < BATCH; place++) {
      batch.add(proposals.next(known, batch));
    }
    for (int ended = 1; ended < BATCH; ended++) {
      List<Trial> resumed = new ArrayList<>(known);
      batch.subList(0, ended).forEach(point -> resumed.add(trial(resumed.size(), point)));
      List<List<Double>> proposed = new ArrayList<>();
      for (int place = ended; place < BATCH; place++) {
        proposed.add(proposals.next(resumed, proposed));
      }
      assertEquals(batch.subList(ended, BATCH), proposed, ended + " trials had ended");
    }
  }

  @Test
  void valuesOfEarlierBatchesDecideTheNextPoint() {
    List<Trial> known = trials(WARM + BATCH);
    List<Trial> otherwise = new ArrayList<>(known);
    Trial last = known.get(known.size() - 1);
    otherwise.set(
        last.number(), TrialExamples.trial(last.number(), last.point(), 10, last.accuracy()));
    assertNotEquals(proposals.next(known, List.of()), proposals.next(otherwise, List.of()));
  }

  private List<Trial> trials(int count) {
    List<Trial> trials = new ArrayList<>();
    while (trials.size() < count) {
      trials.add(trial(trials.size(), proposals.next(trials, List.of())));
    }
    return trials;
  }

  /** The more is pruned the better, and all keep accuracy: later trials are among the best. */
  private static Trial trial(int number, List<Double> point) {
    double objective = point.stream().mapToDouble(value -> value).sum();
    return TrialExamples.trial(number, point, objective, 0.9);
  }
}
