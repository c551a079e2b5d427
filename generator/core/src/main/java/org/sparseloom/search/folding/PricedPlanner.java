package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The cheapest chain for an interval when every resource has a price: dynamic programming over the
 * layers, the state being the beats between two of them.
 */
final class PricedPlanner {
  private final List<Step> steps = new ArrayList<>();

  /** Candidates of equal ends, by the indices of these among all of the layer. */
  private record Front(int input, int output, List<Candidate> candidates) {}

  /**
   * A layer.
   *
   * @param links connections by the index of what the layer before gives and of the layer's input
   */
  private record Step(
      List<Front> fronts, List<Beat> inputs, List<Beat> outputs, Connections.Link[][] links) {}

  PricedPlanner(Chain chain) {
    List<Beat> before = List.of(new Beat(1, 1));
    for (int layer = 0; layer < chain.length(); layer++) {
      Step step = step(chain, layer, before);
      steps.add(step);
      before = step.outputs();
    }
  }

  private static Step step(Chain chain, int layer, List<Beat> before) {
    Map<LayerCandidates.Ends, List<Candidate>> all = chain.layer(layer).fronts();
    List<Beat> inputs = all.keySet().stream().map(LayerCandidates.Ends::input).distinct().toList();
    List<Beat> outputs =
        all.keySet().stream().map(LayerCandidates.Ends::output).distinct().toList();
    List<Front> fronts = new ArrayList<>();
    all.forEach(
        (ends, front) ->
            fronts.add(
                new Front(inputs.indexOf(ends.input()), outputs.indexOf(ends.output()), front)));
    Connections.Link[][] links = new Connections.Link[before.size()][inputs.size()];
    for (int from = 0; from < before.size(); from++) {
      for (int to = 0; to < inputs.size(); to++) {
        links[from][to] = chain.links(layer, before.get(from), inputs.get(to));
      }
    }
    return new Step(fronts, inputs, outputs, links);
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

  /** Returns the cheapest chain whose stages and connections take at most {@code interval} cycles. */
  Optional<Plan> cheapest(double interval, Resources prices) {
    List<Partial> partials = new ArrayList<>();
    double[] before = {0};
    for (Step step : steps) {
      Partial partial = extended(step, before, interval, prices);
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

  private static Partial extended(
      Step step, double[] before, double interval, Resources prices) {
    double[] entries = new double[step.inputs().size()];
    int[] producers = new int[entries.length];
    Arrays.fill(entries, Double.POSITIVE_INFINITY);
    for (int from = 0; from < before.length; from++) {
      for (int to = 0; to < entries.length; to++) {
        Connections.Link link = step.links()[from][to];
        double price = before[from] + price(link.cost(), prices);
        if (link.cycles() <= interval && price < entries[to]) {
          entries[to] = price;
          producers[to] = from;
        }
      }
    }
    Partial after = Partial.none(step.outputs().size());
    for (Front front : step.fronts()) {
      extend(after, front, entries, producers, interval, prices);
    }
    return after;
  }

  /** Goes on with the cheapest candidate of a front if nothing that gives the same is cheaper. */
  private static void extend(
      Partial after, Front front, double[] entries, int[] producers, double interval,
      Resources prices) {
    double entry = entries[front.input()];
    List<Candidate> candidates = front.candidates();
    for (int i = 0; i < candidates.size() && candidates.get(i).cycles() <= interval; i++) {
      double price = entry + price(candidates.get(i).cost(), prices);
      if (price < after.prices()[front.output()]) {
        after.prices()[front.output()] = price;
        after.last()[front.output()] = candidates.get(i);
        after.before()[front.output()] = producers[front.input()];
      }
    }
  }

  static double price(Resources cost, Resources prices) {
    return cost.dsp() * prices.dsp()
        + cost.lut() * prices.lut()
        + cost.ff() * prices.ff()
        + cost.bram36() * prices.bram36()
        + cost.uram() * prices.uram();
  }
}
