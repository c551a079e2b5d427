package org.sparseloom.search;

import java.util.List;
import java.util.Map;
import org.sparseloom.search.study.Trial;
import org.sparseloom.sparsity.Thresholds;

/**
 * What a search found.
 *
 * @param best of the trials that keep accuracy the one with the largest objective
 * @param thresholds of that trial, by layer (all layers with weights)
 * @param plain trial 0: nothing pruned
 * @param trials all, in order
 * @param complete false if it was interrupted before the last trial
 */
public record SearchResult(
    Trial best,
    Map<String, Thresholds> thresholds,
    Trial plain,
    List<Trial> trials,
    boolean complete) {
  public SearchResult {
    thresholds = Map.copyOf(thresholds);
    trials = List.copyOf(trials);
  }
}
