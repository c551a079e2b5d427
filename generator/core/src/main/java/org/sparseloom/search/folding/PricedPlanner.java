package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The cheapest chain for an interval when every resource has a price: dynamic programming over the
 * layers, the state being the beats between two of them.
 */
final class PricedPlanner {
  private final Chain chain;

  PricedPlanner(Chain chain) {
    this.chain = chain;
  }

  /** The cheapest way to build all layers so far, ending with some output. */
  private record Partial(double price, Candidate last, Optional<Partial> before) {
    List<Candidate> candidates() {
      List<Candidate> reversed = new ArrayList<>();
      Optional<Partial> at = Optional.of(this);
      while (at.isPresent()) {
        reversed.add(0, at.get().last);
        at = at.get().before;
      }
      return reversed;
    }
  }

  /** A chain and the sum of price x resource. */
  record Plan(List<Candidate> candidates, double price) {}

  /** Returns the cheapest chain whose stages and connections take at most {@code interval} cycles. */
  Optional<Plan> cheapest(double interval, Resources prices) {
    Map<Beat, Partial> partials = Map.of();
    for (int layer = 0; layer < chain.length(); layer++) {
      partials = extend(layer, partials, interval, prices);
    }
    return partials.values().stream()
        .min((a, b) -> Double.compare(a.price(), b.price()))
        .map(best -> new Plan(best.candidates(), best.price()));
  }

  private Map<Beat, Partial> extend(
      int layer, Map<Beat, Partial> before, double interval, Resources prices) {
    Map<Beat, Partial> after = new HashMap<>();
    Map<Beat, Optional<Entry>> entries = new HashMap<>();
    chain
        .layer(layer)
        .fronts()
        .forEach(
            (ends, front) -> {
              Optional<Entry> entry =
                  entries.computeIfAbsent(
                      ends.input(), input -> entry(layer, input, before, interval, prices));
              Optional<Candidate> candidate = cheapest(front, interval, prices);
              if (entry.isPresent() && candidate.isPresent()) {
                double price =
                    entry.get().price() + price(candidate.get().cost(), prices);
                Partial old = after.get(ends.output());
                if (old == null || price < old.price()) {
                  after.put(
                      ends.output(), new Partial(price, candidate.get(), entry.get().before()));
                }
              }
            });
    return after;
  }

  /** The cheapest way to reach a layer's input with some beat, the connection included. */
  private record Entry(double price, Optional<Partial> before) {}

  private Optional<Entry> entry(
      int layer, Beat beat, Map<Beat, Partial> before, double interval, Resources prices) {
    if (layer == 0) {
      Chain.Link link = chain.links(0, beat, beat);
      return Optional.of(new Entry(price(link.cost(), prices), Optional.empty()));
    }
    Entry best = null;
    for (Map.Entry<Beat, Partial> producer : before.entrySet()) {
      Chain.Link link = chain.links(layer, producer.getKey(), beat);
      double price = producer.getValue().price() + price(link.cost(), prices);
      if (link.cycles() <= interval && (best == null || price < best.price())) {
        best = new Entry(price, Optional.of(producer.getValue()));
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<Candidate> cheapest(
      List<Candidate> front, double interval, Resources prices) {
    Candidate best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < front.size() && front.get(i).cycles() <= interval; i++) {
      double price = price(front.get(i).cost(), prices);
      if (price < least) {
        least = price;
        best = front.get(i);
      }
    }
    return Optional.ofNullable(best);
  }

  static double price(Resources cost, Resources prices) {
    return cost.dsp() * prices.dsp()
        + cost.lut() * prices.lut()
        + cost.ff() * prices.ff()
        + cost.bram36() * prices.bram36()
        + cost.uram() * prices.uram();
  }
}
