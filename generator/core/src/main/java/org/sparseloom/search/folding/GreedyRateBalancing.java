package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  /** Widens a chain that fits, its slowest layer at a time, for as long as it fits. */
  List<Candidate> widestFrom(List<Candidate> start) {
    List<Candidate> chosen = start;
    Optional<List<Candidate>> wider = widened(chosen);
    while (wider.isPresent()) {
      chosen = wider.get();
      wider = widened(chosen);
    }
    return chosen;
  }

  private Optional<List<Candidate>> start() {
    List<Candidate> chosen = new ArrayList<>();
    for (int i = 0; i < chain.length(); i++) {
      Optional<Candidate> cheapest =
          chain.layer(i).all().stream().min(Comparator.comparingDouble(this::price));
      if (cheapest.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(cheapest.get());
    }
    return fits(chosen) ? Optional.of(chosen) : Optional.empty();
  }

  /** Returns the chain with its slowest layer one step wider, if that fits. */
  private Optional<List<Candidate>> widened(List<Candidate> chosen) {
    int slowest = 0;
    for (int i = 1; i < chosen.size(); i++) {
      if (chosen.get(i).cycles() > chosen.get(slowest).cycles()) {
        slowest = i;
      }
    }
    double cycles = chosen.get(slowest).cycles();
    int layer = slowest;
    return chain.layer(layer).all().stream()
        .filter(candidate -> candidate.cycles() < cycles)
        .sorted(Comparator.comparingDouble(this::price))
        .map(candidate -> with(chosen, layer, candidate))
        .filter(this::fits)
        .findFirst();
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
