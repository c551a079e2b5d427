package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The cheapest chain for an interval within a budget of several scarce resources: layer by layer it
 * keeps all sums of resources that no other replaces. Exact while these are no more than a limit;
 * beyond it the dearest ones are dropped.
 */
final class LabelPlanner {
  private final Chain chain;
  private final double interval;
  private final Resources budget;
  private final Resources shares;
  private final int most;

  /**
   * Resources of all layers so far, and how they came about; {@code last} is empty while only the
   * connection to the next layer has been added.
   */
  private record Label(
      Resources used, double share, List<Candidate> last, Optional<Label> before) {}

  LabelPlanner(Chain chain, double interval, Resources budget, int most) {
    this.chain = chain;
    this.interval = interval;
    this.budget = budget;
    this.shares = Prices.ofShares(budget);
    this.most = most;
  }

  /** Returns the chain whose shares of the budget have the least sum. */
  Optional<List<Candidate>> cheapest() {
    List<Resources> still = remaining();
    Map<Beat, List<Label>> labels = Map.of();
    for (int layer = 0; layer < chain.length(); layer++) {
      labels = extend(layer, labels, still.get(layer + 1));
    }
    return labels.values().stream()
        .flatMap(List::stream)
        .min(Comparator.comparingDouble(Label::share))
        .map(LabelPlanner::candidates);
  }

  private Label label(Resources used, List<Candidate> last, Optional<Label> before) {
    return new Label(used, PricedPlanner.price(used, shares), last, before);
  }

  private static List<Candidate> candidates(Label label) {
    List<Candidate> reversed = new ArrayList<>();
    Optional<Label> at = Optional.of(label);
    while (at.isPresent()) {
      reversed.addAll(0, at.get().last());
      at = at.get().before();
    }
    return reversed;
  }

  /** Returns per layer what it and all behind it need at least, resource by resource. */
  private List<Resources> remaining() {
    List<Resources> still = new ArrayList<>();
    still.add(Resources.NONE);
    for (int layer = chain.length() - 1; layer >= 0; layer--) {
      Resources least =
          chain.layer(layer).all().stream()
              .filter(candidate -> candidate.cycles() <= interval)
              .map(Candidate::cost)
              .reduce((a, b) -> Prices.zip(a, b, Math::min))
              .orElse(Resources.NONE);
      still.add(0, least.plus(still.get(0)));
    }
    return still;
  }

  private Map<Beat, List<Label>> extend(
      int layer, Map<Beat, List<Label>> before, Resources still) {
    Map<Beat, List<Label>> after = new HashMap<>();
    Map<Beat, List<Label>> entries = new HashMap<>();
    chain
        .layer(layer)
        .fronts()
        .forEach(
            (ends, front) -> {
              List<Candidate> usable = cheapOnes(front);
              for (Label entry :
                  entries.computeIfAbsent(
                      ends.input(), input -> entries(layer, input, before))) {
                for (Candidate candidate : usable) {
                  Resources used = entry.used().plus(candidate.cost());
                  if (used.plus(still).fitsIn(budget)) {
                    after
                        .computeIfAbsent(ends.output(), output -> new ArrayList<>())
                        .add(label(used, List.of(candidate), entry.before()));
                  }
                }
              }
            });
    after.replaceAll((beat, labels) -> pruned(labels));
    return after;
  }

  /** Returns the candidates in time of which none is replaced by another whatever its cycles. */
  private List<Candidate> cheapOnes(List<Candidate> front) {
    List<Candidate> cheap = new ArrayList<>();
    for (Candidate candidate : front) {
      if (candidate.cycles() <= interval) {
        cheap.removeIf(other -> candidate.cost().fitsIn(other.cost()));
        if (cheap.stream().noneMatch(other -> other.cost().fitsIn(candidate.cost()))) {
          cheap.add(candidate);
        }
      }
    }
    return cheap;
  }

  /** Returns labels that end at a layer's input, each to be completed with a candidate. */
  private List<Label> entries(int layer, Beat beat, Map<Beat, List<Label>> before) {
    List<Label> entries = new ArrayList<>();
    if (layer == 0) {
      entries.add(label(chain.links(0, beat, beat).cost(), List.of(), Optional.empty()));
      return entries;
    }
    before.forEach(
        (producer, labels) -> {
          Connections.Link link = chain.links(layer, producer, beat);
          if (link.cycles() <= interval) {
            for (Label label : labels) {
              entries.add(
                  label(label.used().plus(link.cost()), List.of(), Optional.of(label)));
            }
          }
        });
    return pruned(entries);
  }

  private List<Label> pruned(List<Label> labels) {
    labels.sort(Comparator.comparingDouble(Label::share));
    List<Label> kept = new ArrayList<>();
    for (Label label : labels) {
      if (kept.size() == most) {
        break;
      }
      if (!replaced(label, kept)) {
        kept.add(label);
      }
    }
    return kept;
  }

  private static boolean replaced(Label label, List<Label> kept) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).used().fitsIn(label.used())) {
        return true;
      }
    }
    return false;
  }
}
