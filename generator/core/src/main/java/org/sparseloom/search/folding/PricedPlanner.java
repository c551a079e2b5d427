package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The cheapest chain for an interval when every resource has a price: dynamic programming over the
 * layers, the state being the beats between two of them.
 */
final class PricedPlanner {
  private final List<PlannedLayer> layers;
  private final double interval;

  /** For chains of which nothing takes more than so many cycles. */
  PricedPlanner(List<PlannedLayer> layers, double interval) {
    this.layers = layers.stream().map(layer -> layer.within(interval)).toList();
    this.interval = interval;
  }

  /** Returns the layers with the candidates alone that are of use. */
  List<PlannedLayer> layers() {
    return layers;
  }

  /** Returns whether a connection is fast enough. */
  boolean inTime(Connections.Link link) {
    return link.cycles() <= interval;
  }

  /**
   * The cheapest ways to build all layers up to one, by what that gives.
   *
   * @param prices infinite where nothing is fast enough
   * @param last candidates of the layer
   * @param before what the layer before it then gives
   */
  private record Partial(double[] prices, Candidate[] last, int[] before) {
    static Partial none(int outputs) {
      double[] prices = new double[outputs];
      Arrays.fill(prices, Double.POSITIVE_INFINITY);
      return new Partial(prices, new Candidate[outputs], new int[outputs]);
    }

    int cheapest() {
      int best = 0;
      for (int i = 1; i < prices.length; i++) {
        best = prices[i] < prices[best] ? i : best;
      }
      return best;
    }
  }

  /** A chain and the sum of price x resource. */
  record Plan(List<Candidate> candidates, double price) {}

  /** Returns the cheapest chain in time. */
  Optional<Plan> cheapest(Resources prices) {
    List<Partial> partials = new ArrayList<>();
    double[] before = {0};
    for (PlannedLayer layer : layers) {
      Partial partial = extended(layer, before, prices);
      partials.add(partial);
      before = partial.prices();
    }
    Partial end = partials.get(partials.size() - 1);
    boolean none = end.prices().length == 0 || Double.isInfinite(end.prices()[end.cheapest()]);
    return none
        ? Optional.empty()
        : Optional.of(new Plan(candidates(partials), end.prices()[end.cheapest()]));
  }

  private static List<Candidate> candidates(List<Partial> partials) {
    Candidate[] chosen = new Candidate[partials.size()];
    int output = partials.get(chosen.length - 1).cheapest();
    for (int layer = chosen.length - 1; layer >= 0; layer--) {
      chosen[layer] = partials.get(layer).last()[output];
      output = partials.get(layer).before()[output];
    }
    return List.of(chosen);
  }

  private Partial extended(PlannedLayer layer, double[] before, Resources prices) {
    double[] entries = new double[layer.inputs()];
    int[] producers = new int[entries.length];
    Arrays.fill(entries, Double.POSITIVE_INFINITY);
    for (int from = 0; from < before.length; from++) {
      for (int to = 0; to < entries.length; to++) {
        Connections.Link link = layer.links()[from][to];
        double price = before[from] + price(link.cost(), prices);
        if (inTime(link) && price < entries[to]) {
          entries[to] = price;
          producers[to] = from;
        }
      }
    }
    Partial after = Partial.none(layer.outputs());
    for (PlannedLayer.Front front : layer.fronts()) {
      extend(after, front, entries, producers, prices);
    }
    return after;
  }

  /** Goes on with the cheapest candidate of a front if nothing that gives the same is cheaper. */
  private static void extend(
      Partial after, PlannedLayer.Front front, double[] entries, int[] producers,
      Resources prices) {
    double entry = entries[front.input()];
    for (Candidate candidate : front.candidates()) {
      double price = entry + price(candidate.cost(), prices);
      if (price < after.prices()[front.output()]) {
        after.prices()[front.output()] = price;
        after.last()[front.output()] = candidate;
        after.before()[front.output()] = producers[front.input()];
      }
    }
  }

  /**
   * Returns per layer and what it gives the least price of everything behind it, infinite where nothing
   * is fast enough.
   */
  double[][] behind(Resources prices) {
    double[][] behind = new double[layers.size()][];
    double[] after = new double[layers.get(behind.length - 1).outputs()];
    for (int layer = behind.length - 1; layer >= 0; layer--) {
      behind[layer] = after;
      after = before(layers.get(layer), after, prices);
    }
    return behind;
  }

  /** Returns the least price of a layer and everything behind it by what the layer before gives. */
  private double[] before(PlannedLayer layer, double[] after, Resources prices) {
    double[] entries = new double[layer.inputs()];
    Arrays.fill(entries, Double.POSITIVE_INFINITY);
    for (PlannedLayer.Front front : layer.fronts()) {
      for (Candidate candidate : front.candidates()) {
        double price = price(candidate.cost(), prices) + after[front.output()];
        entries[front.input()] = Math.min(entries[front.input()], price);
      }
    }
    double[] before = new double[layer.links().length];
    Arrays.fill(before, Double.POSITIVE_INFINITY);
    for (int from = 0; from < before.length; from++) {
      for (int to = 0; to < entries.length; to++) {
        Connections.Link link = layer.links()[from][to];
        if (inTime(link)) {
          before[from] = Math.min(before[from], price(link.cost(), prices) + entries[to]);
        }
      }
    }
    return before;
  }

  static double price(Resources cost, Resources prices) {
    return cost.dsp() * prices.dsp()
        + cost.lut() * prices.lut()
        + cost.ff() * prices.ff()
        + cost.bram36() * prices.bram36()
        + cost.uram() * prices.uram();
  }
}
