package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * The cheapest chain for an interval within a budget of several scarce resources: layer by layer it
 * keeps all sums of resources that no other replaces and that can still lead to a chain within the
 * limits. Exact while these are no more than there is room for; beyond it the dearest ones are dropped.
 */
final class LabelPlanner {
  /** What sums may differ by from limits, being rounded. */
  private static final double TOLERANCE = 1 + 1e-9;

  /** Prices at which but one resource costs something. */
  private static final List<Resources> SINGLE =
      List.of(
          new Resources(1, 0, 0, 0, 0), new Resources(0, 1, 0, 0, 0),
          new Resources(0, 0, 1, 0, 0), new Resources(0, 0, 0, 1, 0),
          new Resources(0, 0, 0, 0, 1));

  private final PricedPlanner planner;
  private final int room;
  private final List<Bound> bounds = new ArrayList<>();

  /**
   * A limit of a whole chain's price.
   *
   * @param behind what there is behind a layer costs at least, by layer and what the layer gives
   */
  private record Bound(Resources prices, double most, double[][] behind) {
    LabelMerge.Limit limit(int layer, int output) {
      return new LabelMerge.Limit(prices, most * TOLERANCE - behind[layer][output]);
    }
  }

  /**
   * A planner of chains within a budget.
   *
   * @param room labels that are kept of each beat
   */
  LabelPlanner(PricedPlanner planner, Resources budget, int room) {
    this.planner = planner;
    this.room = room;
    SINGLE.forEach(single -> limit(single, Prices.ofBudget(single, budget)));
  }

  /** Leaves out chains that cost more at some prices. */
  void limit(Resources prices, double most) {
    bounds.add(new Bound(prices, most, planner.behind(prices)));
  }

  /** Returns the chain that is cheapest at some prices. */
  Optional<List<Candidate>> cheapest(Resources prices) {
    Labels[] labels = {Labels.start()};
    for (int layer = 0; layer < planner.layers().size(); layer++) {
      labels = extended(layer, labels, prices);
    }
    return Arrays.stream(labels)
        .filter(ofBeat -> ofBeat.size() > 0)
        .min(Comparator.comparingDouble(ofBeat -> ofBeat.price(0)))
        .map(ofBeat -> ofBeat.candidates(0));
  }

  private Labels[] extended(int index, Labels[] before, Resources prices) {
    PlannedLayer layer = planner.layers().get(index);
    Labels[] entries = new Labels[layer.inputs()];
    Arrays.setAll(entries, input -> entries(layer, input, before, prices));
    LabelMerge[] merges = new LabelMerge[layer.outputs()];
    Arrays.setAll(
        merges,
        output ->
            new LabelMerge(
                bounds.stream().map(bound -> bound.limit(index, output)).toList(), prices, room));
    for (PlannedLayer.Front front : layer.fronts()) {
      for (Candidate candidate : front.candidates()) {
        merges[front.output()].add(
            entries[front.input()], candidate.cost(), Optional.of(candidate));
      }
    }
    return Arrays.stream(merges).map(LabelMerge::merged).toArray(Labels[]::new);
  }

  /** Returns labels that end at a layer's input, each to be completed with a candidate. */
  private Labels entries(
      PlannedLayer layer, int input, Labels[] before, Resources prices) {
    LabelMerge merge = new LabelMerge(List.of(), prices, room);
    for (int producer = 0; producer < before.length; producer++) {
      Connections.Link link = layer.links()[producer][input];
      if (planner.inTime(link)) {
        merge.add(before[producer], link.cost(), Optional.empty());
      }
    }
    return merge.merged();
  }
}
