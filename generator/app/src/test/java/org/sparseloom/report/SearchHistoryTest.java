package org.sparseloom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchHistoryTest {
  private static final SearchHistory HISTORY =
      new SearchHistory(
          List.of(1.0, 2.0, 0.5, 1.5, 1.2),
          List.of(0.92, 0.91, 0.91, 0.80, 0.90),
          List.of(1000.0, 2000.0, 1500.0, 3000.0, 2000.0),
          1);

  @Test
  void theFrontIsWhatNoOtherTrialBeatsInAccuracyAndThroughput() {
    assertEquals(
        List.of(
            new Report.Point(1000, 0.92), new Report.Point(2000, 0.91),
            new Report.Point(3000, 0.80)),
        HISTORY.front());
  }

  @Test
  void theChartMarksFrontUnprunedAndPublished() {
    String chart =
        Charts.accuracyAgainstThroughput(HISTORY, List.of(new Report.Point(2431.4, 0.86)));
    for (String name : List.of("Pareto front", "unpruned", "chosen", "published")) {
      assertTrue(chart.contains(name), name + " in " + chart);
    }
    assertTrue(
        !Charts.accuracyAgainstThroughput(HISTORY, List.of()).contains("published"),
        "nothing is published");
  }
}
