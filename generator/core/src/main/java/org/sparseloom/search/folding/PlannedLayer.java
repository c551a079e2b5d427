package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A layer as planners see it that walk a chain in order: beats are known by their indices, and all
 * connections from the layer before it are at hand.
 *
 * @param inputs different beats that it takes
 * @param outputs different beats that it gives
 * @param links connections by the index of what the layer before gives and of the layer's input
 */
record PlannedLayer(
    List<Front> fronts, int inputs, int outputs, Connections.Link[][] links) {
  /** Candidates of equal ends, by the indices of these among all of the layer. */
  record Front(int input, int output, List<Candidate> candidates) {
    /**
     * Returns the candidates in time of which none is replaced by another whatever its cycles: slower
     * ones may replace faster ones, the other way about a front has none.
     */
    private Front within(double interval) {
      List<Candidate> cheap = new ArrayList<>();
      for (Candidate candidate : candidates) {
        if (candidate.cycles() <= interval) {
          cheap.removeIf(other -> candidate.cost().fitsIn(other.cost()));
          cheap.add(candidate);
        }
      }
      return new Front(input, output, cheap);
    }
  }

  /** Returns all layers of a chain; in front of the first is one beat, whatever that takes. */
  static List<PlannedLayer> of(Chain chain) {
    List<PlannedLayer> layers = new ArrayList<>();
    List<Beat> before = List.of(new Beat(1, 1));
    for (int layer = 0; layer < chain.length(); layer++) {
      List<Beat> outputs =
          chain.layer(layer).fronts().keySet().stream()
              .map(LayerCandidates.Ends::output)
              .distinct()
              .toList();
      layers.add(of(chain, layer, before, outputs));
      before = outputs;
    }
    return layers;
  }

  private static PlannedLayer of(
      Chain chain, int layer, List<Beat> before, List<Beat> outputs) {
    Map<LayerCandidates.Ends, List<Candidate>> all = chain.layer(layer).fronts();
    List<Beat> inputs = all.keySet().stream().map(LayerCandidates.Ends::input).distinct().toList();
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
    return new PlannedLayer(fronts, inputs.size(), outputs.size(), links);
  }

  /** Returns the layer with the candidates alone that are of use for an interval. */
  PlannedLayer within(double interval) {
    List<Front> useful =
        fronts.stream()
            .map(front -> front.within(interval))
            .filter(front -> !front.candidates().isEmpty())
            .toList();
    return new PlannedLayer(useful, inputs, outputs, links);
  }
}
