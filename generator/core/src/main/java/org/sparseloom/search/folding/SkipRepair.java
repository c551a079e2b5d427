package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * Makes a planner's choice sound where a connection skips layers: the planners take its lanes to fit
 * ({@link Chain#links}), and if they have too small a common divisor it is slower than the interval.
 * Then one of its ends is chosen anew. A chain is never touched.
 */
final class SkipRepair {
  private final Chain chain;
  private final double interval;
  private final Resources prices;

  SkipRepair(Chain chain, double interval, Resources prices) {
    this.chain = chain;
    this.interval = interval;
    this.prices = prices;
  }

  /** Returns the choice with all connections in time, or nothing if no single changes lead there. */
  Optional<List<Candidate>> repaired(List<Candidate> planned) {
    List<Candidate> chosen = planned;
    List<Integer> ends = chain.endsOfSlowLinks(chosen, interval);
    while (!ends.isEmpty()) {
      Optional<List<Candidate>> better = better(chosen, ends);
      if (better.isEmpty()) {
        return better;
      }
      chosen = better.get();
      ends = chain.endsOfSlowLinks(chosen, interval);
    }
    return Optional.of(chosen);
  }

  /** Returns the cheapest change of one end that leaves the fewest slow connections. */
  private Optional<List<Candidate>> better(List<Candidate> chosen, List<Integer> ends) {
    List<List<Candidate>> changes = new ArrayList<>();
    for (int layer : ends.stream().distinct().toList()) {
      for (Candidate candidate : cheapestByEnds(layer)) {
        List<Candidate> changed = new ArrayList<>(chosen);
        changed.set(layer, candidate);
        if (slow(changed) < ends.size()) {
          changes.add(changed);
        }
      }
    }
    return changes.stream()
        .min(
            Comparator.<List<Candidate>>comparingInt(this::slow)
                .thenComparingDouble(
                    changed ->
                        PricedPlanner.price(chain.result(changed).resources(), prices)));
  }

  private int slow(List<Candidate> chosen) {
    return chain.endsOfSlowLinks(chosen, interval).size();
  }

  private List<Candidate> cheapestByEnds(int layer) {
    return chain.layer(layer).fronts().values().stream()
        .flatMap(
            front ->
                front.stream()
                    .filter(candidate -> candidate.cycles() <= interval)
                    .min(
                        Comparator.comparingDouble(
                            candidate -> PricedPlanner.price(candidate.cost(), prices)))
                    .stream())
        .toList();
  }
}
