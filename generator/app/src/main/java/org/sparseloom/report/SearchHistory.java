package org.sparseloom.report;

import java.util.List;

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
}
