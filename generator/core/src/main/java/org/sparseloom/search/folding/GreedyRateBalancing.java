package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The baseline of the paper (hass.md section 3): start small, widen the slowest layer until a
 * resource is used up, then shrink the others to the same rate.
 */
final class GreedyRateBalancing {
  private final Chain chain;
  private final FoldingOptions options;
  private final Resources shares;

  /** Per layer its candidates, the cheapest first. */
  private final Map<Integer, List<Candidate>> sorted = new HashMap<>();

  GreedyRateBalancing(Chain chain, FoldingOptions options) {
    this.chain = chain;
    this.options = options;
    this.shares = Prices.ofShares(options.budget());
  }

  /** Returns what it ends with, or nothing if even the start does not fit. */
  Optional<FoldingResult> find() {
    return widest().map(chosen -> chain.result(shrunk(chosen)));
  }

  /** Returns the widest chain that it reaches from the smallest, or nothing if that does not fit. */
  Optional<List<Candidate>> widest() {
    return start().map(this::widestFrom);
  }

  /**
   * Widens a chain that fits, its slowest layer at a time, for as long as it fits. Returns the fastest on
   * the way: a wider layer can be behind a connection of few lanes.
   */
  List<Candidate> widestFrom(List<Candidate> start) {
    Selection fastest = chain.selection(start);
    double cycles = fastest.cycles();
    Optional<Selection> wider = widened(fastest);
    while (wider.isPresent()) {
      if (wider.get().cycles() < cycles) {
        fastest = wider.get();
        cycles = fastest.cycles();
      }
      wider = widened(wider.get());
    }
    return fastest.chosen();
  }

  private Optional<List<Candidate>> start() {
    List<Candidate> chosen = new ArrayList<>();
    for (int i = 0; i < chain.length(); i++) {
      if (byPrice(i).isEmpty()) {
        return Optional.empty();
      }
      chosen.add(byPrice(i).get(0));
    }
    return fits(chosen) ? Optional.of(chosen) : Optional.empty();
  }

  private List<Candidate> byPrice(int layer) {
    return sorted.computeIfAbsent(
        layer,
        missing ->
            chain.layer(missing).all().stream()
                .sorted(Comparator.comparingDouble(this::price))
                .toList());
  }

  /** Returns the chain with its slowest layer one step wider, if that fits. */
  private Optional<Selection> widened(Selection selection) {
    List<Candidate> chosen = selection.chosen();
    int slowest = 0;
    for (int i = 1; i < chosen.size(); i++) {
      if (chosen.get(i).cycles() > chosen.get(slowest).cycles()) {
        slowest = i;
      }
    }
    for (Candidate candidate : byPrice(slowest)) {
      if (candidate.cycles() < chosen.get(slowest).cycles()
          && selection.usedWith(slowest, candidate).fitsIn(options.budget())) {
        Selection wider = selection.with(slowest, candidate);
        if (wider.used().fitsIn(options.budget())) {
          return Optional.of(wider);
        }
      }
    }
    return Optional.empty();
  }

  private List<Candidate> shrunk(List<Candidate> chosen) {
    List<Candidate> best = chosen;
    double interval = chain.result(chosen).cyclesPerImage();
    for (int i = 0; i < chosen.size(); i++) {
      List<Candidate> before = best;
      int layer = i;
      best =
          chain.layer(i).all().stream()
              .filter(candidate -> candidate.cycles() <= interval)
              .map(candidate -> with(before, layer, candidate))
              .filter(this::fits)
              .filter(other -> chain.result(other).cyclesPerImage() <= interval)
              .min(
                  Comparator.comparingDouble(
                      other -> PricedPlanner.price(chain.result(other).resources(), shares)))
              .orElse(before);
    }
    return best;
  }

  private double price(Candidate candidate) {
    return PricedPlanner.price(candidate.cost(), shares);
  }

  private boolean fits(List<Candidate> chosen) {
    return chain.result(chosen).resources().fitsIn(options.budget());
  }

  private static List<Candidate> with(List<Candidate> chosen, int layer, Candidate candidate) {
    List<Candidate> changed = new ArrayList<>(chosen);
    changed.set(layer, candidate);
    return changed;
  }
}
