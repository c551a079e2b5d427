package org.sparseloom.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the report shows of a search, one entry a trial in the order of the study.
 *
 * @param objectives value of the scalar objective
 * @param accuracies top-1 share on the search's held-out images
 * @param imagesPerSecond predicted for the best folding found in the trial
 * @param chosen index of the trial that became the design
 */
public record SearchHistory(
    List<Double> objectives, List<Double> accuracies, List<Double> imagesPerSecond, int chosen) {
  public SearchHistory {
    objectives = List.copyOf(objectives);
    accuracies = List.copyOf(accuracies);
    imagesPerSecond = List.copyOf(imagesPerSecond);
  }

  /** Returns what every trial reaches. */
  List<Report.Point> points() {
    return IntStream.range(0, accuracies.size())
        .mapToObj(trial -> new Report.Point(imagesPerSecond.get(trial), accuracies.get(trial)))
        .toList();
  }

  /** Returns the Pareto front: what no other trial beats, by ascending throughput. */
  List<Report.Point> front() {
    List<Report.Point> ordered = new ArrayList<>(points());
    ordered.sort(
        Comparator.comparingDouble(Report.Point::imagesPerSecond)
            .thenComparingDouble(Report.Point::accuracy)
            .reversed());
    List<Report.Point> front = new ArrayList<>();
    for (Report.Point point : ordered) {
      if (front.isEmpty() || point.accuracy() > front.get(0).accuracy()) {
        front.add(0, point);
      }
    }
    return List.copyOf(front);
  }
}
