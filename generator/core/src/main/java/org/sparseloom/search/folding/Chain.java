package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.PipelineBuilder;

/** The layers' candidates in order and the connections between any two of them. */
final class Chain {
  /** A connection: its resources and the cycles per image that it needs. */
  record Link(Resources cost, double cycles) {}

  private record Lanes(int from, int to) {}

  private final List<CandidateSource> sources;
  private final List<LayerCandidates> layers;
  private final Function<Fifo, Resources> fifoCost;
  private final List<Map<Lanes, Link>> links = new ArrayList<>();

  Chain(
      List<CandidateSource> sources,
      List<LayerCandidates> layers,
      Function<Fifo, Resources> fifoCost) {
    this.sources = sources;
    this.layers = layers;
    this.fifoCost = fifoCost;
    layers.forEach(layer -> links.add(new HashMap<>()));
  }

  int length() {
    return layers.size();
  }

  LayerCandidates layer(int index) {
    return layers.get(index);
  }

  String name(int index) {
    return sources.get(index).name();
  }

  /** Returns the connection in front of a layer; the first layer's comes from outside as it takes it. */
  Link link(int layer, int fromLanes, int toLanes) {
    return links
        .get(layer)
        .computeIfAbsent(new Lanes(fromLanes, toLanes), lanes -> make(layer, lanes));
  }

  private Link make(int layer, Lanes lanes) {
    CandidateSource consumer = sources.get(layer);
    Fifo fifo =
        PipelineBuilder.fifo(
            layer,
            layer == 0 ? consumer.input(lanes.to()) : sources.get(layer - 1).output(lanes.from()),
            consumer.input(lanes.to()));
    return new Link(fifoCost.apply(fifo), fifo.cyclesPerImage());
  }

  /** Returns interval and resources of a choice of candidates. */
  FoldingResult result(List<Candidate> chosen) {
    double interval = 0;
    Resources sum = Resources.NONE;
    for (int i = 0; i < chosen.size(); i++) {
      Candidate candidate = chosen.get(i);
      int from = i == 0 ? candidate.inputLanes() : chosen.get(i - 1).outputLanes();
      Link link = link(i, from, candidate.inputLanes());
      interval = Math.max(interval, Math.max(candidate.cycles(), link.cycles()));
      sum = sum.plus(candidate.cost()).plus(link.cost());
    }
    return new FoldingResult(chosen.stream().map(Candidate::choice).toList(), interval, sum);
  }
}
