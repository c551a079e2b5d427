package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.study.Trial;

class ProposalsTest {
  private static final int WARM = 11;
  private static final int AT_ONCE = 4;

  private final Proposals proposals =
      new Proposals(
          TrialExamples.space(SearchMode.FULL), TrialExamples.options(SearchMode.FULL));

  @Test
  void warmStartsComeOneByOneThenSeveralAreUnderWay() {
    assertEquals(1, proposals.atOnce(0));
    assertEquals(1, proposals.atOnce(WARM - 1));
    assertEquals(AT_ONCE, proposals.atOnce(WARM));
    assertEquals(AT_ONCE, proposals.atOnce(WARM + 1));
    assertTrue(proposals.isWarmStart(WARM - 1));
    assertFalse(proposals.isWarmStart(WARM));
  }

  @Test
  void pointsUnderWayKeepTheNextOnesAway() {
    List<Trial> known = trials(WARM + 8);
    List<Double> first = proposals.next(known, List.of());
    List<Double> second = proposals.next(known, List.of(first));
    assertNotEquals(second, proposals.next(known, List.of(second)));
  }

  /** The last three trials may have ended or not when the next one is proposed. */
  @Test
  void aPointDoesNotHangOnWhatHasEndedMeanwhile() {
    List<Trial> ended = trials(WARM + 8);
    List<Double> next = proposals.next(ended, List.of());
    for (int underWay = 1; underWay < AT_ONCE; underWay++) {
      List<Trial> fewer = ended.subList(0, ended.size() - underWay);
      List<List<Double>> points =
          ended.subList(fewer.size(), ended.size()).stream().map(Trial::point).toList();
      assertEquals(next, proposals.next(fewer, points), underWay + " are under way");
    }
  }

  @Test
  void valuesOfAllButTheLastThreeDecideTheNextPoint() {
    List<Trial> known = trials(WARM + 8);
    List<Double> next = proposals.next(known, List.of());
    for (int back = 1; back <= AT_ONCE; back++) {
      int number = known.size() - back;
      boolean same =
          next.equals(proposals.next(withValue(known, number, 10), List.of()))
              && next.equals(proposals.next(withValue(known, number, -10), List.of()));
      assertEquals(back < AT_ONCE, same, back + " back");
    }
  }

  private static List<Trial> withValue(List<Trial> trials, int number, double objective) {
    List<Trial> changed = new ArrayList<>(trials);
    Trial trial = trials.get(number);
    changed.set(
        number, TrialExamples.trial(number, trial.point(), objective, trial.accuracy()));
    return changed;
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
