package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Fork;
import org.sparseloom.pipeline.JoinDepths;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.stream.StreamFormat;

/**
 * The layers' candidates in order and the connections between any two of them. Most networks are one
 * chain; in others a layer may have several inputs, from any layers before it.
 */
final class Chain {
  /** A connection: its resources and the cycles per image that it needs. */
  record Link(Resources cost, double cycles) {}

  /** One input of a layer and the lanes at both ends of the connection to it. */
  private record Ends(int port, int from, int to) {}

  private final List<CandidateSource> sources;
  private final List<LayerCandidates> layers;
  private final List<List<Integer>> producers;
  private final Function<List<Unit>, Resources> unitCost;
  private final List<List<Integer>> heldBack = new ArrayList<>();
  private final List<Map<Ends, Link>> links = new ArrayList<>();
  private final Resources forks;

  /**
   * All that a network can be built of.
   *
   * @param producers per layer the layers that give its inputs, see {@link PipelineBuilder#producers}
   */
  Chain(
      List<CandidateSource> sources,
      List<LayerCandidates> layers,
      List<List<Integer>> producers,
      Function<List<Unit>, Resources> unitCost) {
    this.sources = sources;
    this.layers = layers;
    this.producers = producers;
    this.unitCost = unitCost;
    layers.forEach(layer -> links.add(new HashMap<>()));
    hold();
    forks = forks();
  }

  /** Asks once, for any choice, how many pixels each connection must hold: it is the same for all. */
  private void hold() {
    boolean joins = producers.stream().anyMatch(inputs -> inputs.size() > 1);
    boolean whole = layers.stream().noneMatch(layer -> layer.fronts().isEmpty());
    List<Stage> stages = new ArrayList<>();
    for (int layer = 0; joins && whole && layer < layers.size(); layer++) {
      stages.add(sources.get(layer).stage(layers.get(layer).all().get(0)));
    }
    Optional<JoinDepths> depths =
        stages.isEmpty() ? Optional.empty() : Optional.of(JoinDepths.of(stages, producers));
    for (int layer = 0; layer < layers.size(); layer++) {
      List<Integer> pixels = new ArrayList<>();
      for (int port = 0; port < producers.get(layer).size(); port++) {
        pixels.add(depths.isEmpty() ? 0 : depths.get().pixels(layer, port));
      }
      heldBack.add(pixels);
    }
  }

  private Resources forks() {
    Resources sum = Resources.NONE;
    for (int producer = Edge.INPUT; producer < layers.size(); producer++) {
      int layer = producer;
      int consumers =
          (int)
              producers.stream()
                  .flatMap(List::stream)
                  .filter(other -> other == layer)
                  .count();
      if (consumers > 1) {
        sum = sum.plus(unitCost.apply(new Fork("fork", producer, consumers).units()));
      }
    }
    return sum;
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

  /** Returns the layers that give a layer's inputs, {@link Edge#INPUT} for the network's input. */
  List<Integer> producers(int layer) {
    return producers.get(layer);
  }

  /** Returns a connection in front of a layer. */
  Link link(int layer, int port, int fromLanes, int toLanes) {
    return links
        .get(layer)
        .computeIfAbsent(new Ends(port, fromLanes, toLanes), ends -> make(layer, ends));
  }

  private Link make(int layer, Ends ends) {
    StreamFormat to = sources.get(layer).inputs(ends.to()).get(ends.port());
    int producer = producers.get(layer).get(ends.port());
    StreamFormat from =
        producer == Edge.INPUT
            ? to.withLanes(ends.from())
            : sources.get(producer).output(ends.from());
    Fifo fifo =
        PipelineBuilder.fifo("fifo", from, to, heldBack.get(layer).get(ends.port()));
    return new Link(unitCost.apply(fifo.units()), fifo.cyclesPerImage());
  }

  /**
   * Returns what a planner that walks the layers in order can say of all connections into a layer:
   * exact for the one from the layer before it, if there is one; for the others the least that they
   * can be, as if the producer had the lanes of the consumer.
   *
   * @param before lanes that the layer before gives; ignored for the first
   */
  Link links(int layer, int before, int toLanes) {
    Resources cost = layer == 0 ? forks : Resources.NONE;
    double cycles = 0;
    for (int port = 0; port < producers.get(layer).size(); port++) {
      boolean neighbour = layer > 0 && producers.get(layer).get(port) == layer - 1;
      Link link = link(layer, port, neighbour ? before : toLanes, toLanes);
      cost = cost.plus(link.cost());
      cycles = Math.max(cycles, link.cycles());
    }
    return new Link(cost, cycles);
  }

  /**
   * Returns the ends of all connections that need more cycles than the interval, layers named twice
   * that have two such.
   */
  List<Integer> endsOfSlowLinks(List<Candidate> chosen, double interval) {
    List<Integer> ends = new ArrayList<>();
    for (int layer = 0; layer < chosen.size(); layer++) {
      for (int port = 0; port < producers.get(layer).size(); port++) {
        int producer = producers.get(layer).get(port);
        int from = lanesFrom(producer, chosen);
        if (link(layer, port, from, chosen.get(layer).inputLanes()).cycles() > interval) {
          ends.add(layer);
          if (producer != Edge.INPUT) {
            ends.add(producer);
          }
        }
      }
    }
    return ends;
  }

  /** Returns interval and resources of a choice of candidates. */
  FoldingResult result(List<Candidate> chosen) {
    double interval = 0;
    Resources sum = forks;
    for (int i = 0; i < chosen.size(); i++) {
      Candidate candidate = chosen.get(i);
      interval = Math.max(interval, candidate.cycles());
      sum = sum.plus(candidate.cost());
      for (int port = 0; port < producers.get(i).size(); port++) {
        int from = lanesFrom(producers.get(i).get(port), chosen);
        Link link = link(i, port, from, candidate.inputLanes());
        interval = Math.max(interval, link.cycles());
        sum = sum.plus(link.cost());
      }
    }
    return new FoldingResult(chosen.stream().map(Candidate::choice).toList(), interval, sum);
  }

  /** Images come with the lanes that the first layer that takes them has. */
  private int lanesFrom(int producer, List<Candidate> chosen) {
    int layer = 0;
    while (producer == Edge.INPUT && !producers.get(layer).contains(Edge.INPUT)) {
      layer++;
    }
    return producer == Edge.INPUT
        ? chosen.get(layer).inputLanes()
        : chosen.get(producer).outputLanes();
  }
}
