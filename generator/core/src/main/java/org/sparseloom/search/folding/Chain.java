package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  /** One input of a layer and the beats at both ends of the connection to it. */
  private record Ends(int port, Beat from, Beat to, int heldBack) {}

  private final List<CandidateSource> sources;
  private final List<LayerCandidates> layers;
  private final List<List<Integer>> producers;
  private final Function<List<Unit>, Resources> unitCost;
  /** By the pixels that the layers take side by side. */
  private final Map<List<Integer>, List<List<Integer>>> heldBack = new HashMap<>();

  private final List<List<Integer>> planned;
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
    planned = planned();
    forks = forks();
  }

  /** Returns what connections hold if the layers are as wide in pixels as they may be: for planners. */
  private List<List<Integer>> planned() {
    boolean whole = layers.stream().noneMatch(layer -> layer.fronts().isEmpty());
    return whole
        ? held(layers.stream().map(Chain::widest).toList())
        : producers.stream().map(inputs -> Collections.nCopies(inputs.size(), 0)).toList();
  }

  /**
   * Returns per layer and port how many pixels the connection must hold: it is the same for all
   * choices with equal pixels side by side, and so is asked but once for them.
   */
  private List<List<Integer>> held(List<Candidate> chosen) {
    List<Integer> pixels = chosen.stream().map(candidate -> candidate.input().pixels()).toList();
    return heldBack.computeIfAbsent(pixels, ignored -> depths(chosen));
  }

  private List<List<Integer>> depths(List<Candidate> chosen) {
    List<Stage> stages = new ArrayList<>();
    boolean joins = producers.stream().anyMatch(inputs -> inputs.size() > 1);
    for (int layer = 0; joins && layer < layers.size(); layer++) {
      stages.add(sources.get(layer).stage(chosen.get(layer)));
    }
    Optional<JoinDepths> depths =
        joins ? Optional.of(JoinDepths.of(stages, producers)) : Optional.empty();
    List<List<Integer>> held = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      List<Integer> ofPorts = new ArrayList<>();
      for (int port = 0; port < producers.get(layer).size(); port++) {
        ofPorts.add(depths.isEmpty() ? 0 : depths.get().pixels(layer, port));
      }
      held.add(ofPorts);
    }
    return held;
  }

  private static Candidate widest(LayerCandidates layer) {
    return layer.all().stream().max(Comparator.comparingInt(c -> c.input().pixels())).orElseThrow();
  }

  /** Returns what a producer would give if it were as its consumer wants it. */
  private Beat fitting(int layer, int port, Beat to) {
    return Beat.of(sources.get(layer).inputs(to).get(port));
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

  /** Returns a connection in front of a layer, as planners see it. */
  Link link(int layer, int port, Beat from, Beat to) {
    return link(layer, new Ends(port, from, to, planned.get(layer).get(port)));
  }

  private Link link(int layer, Ends ends) {
    return links.get(layer).computeIfAbsent(ends, missing -> make(layer, missing));
  }

  private Link make(int layer, Ends ends) {
    StreamFormat to = sources.get(layer).inputs(ends.to()).get(ends.port());
    int producer = producers.get(layer).get(ends.port());
    StreamFormat from =
        producer == Edge.INPUT
            ? to.withLanes(ends.from().lanes()).withPixels(ends.from().pixels())
            : sources.get(producer).output(ends.from());
    Fifo fifo =
        PipelineBuilder.fifo("fifo", from, to, ends.heldBack());
    return new Link(unitCost.apply(fifo.units()), fifo.cyclesPerImage());
  }

  /**
   * Returns what a planner that walks the layers in order can say of all connections into a layer:
   * exact for the one from the layer before it, if there is one; for the others the least that they
   * can be, as if the producer gave what the consumer takes.
   *
   * @param before what the layer before gives; ignored for the first
   */
  Link links(int layer, Beat before, Beat to) {
    Resources cost = layer == 0 ? forks : Resources.NONE;
    double cycles = 0;
    for (int port = 0; port < producers.get(layer).size(); port++) {
      boolean neighbour = layer > 0 && producers.get(layer).get(port) == layer - 1;
      Link link = link(layer, port, neighbour ? before : fitting(layer, port, to), to);
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
        Beat from = from(producer, chosen);
        if (link(layer, port, from, chosen.get(layer).input()).cycles() > interval) {
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
    List<List<Integer>> held = held(chosen);
    for (int i = 0; i < chosen.size(); i++) {
      Candidate candidate = chosen.get(i);
      interval = Math.max(interval, candidate.cycles());
      sum = sum.plus(candidate.cost());
      for (int port = 0; port < producers.get(i).size(); port++) {
        Beat from = from(producers.get(i).get(port), chosen);
        Link link = link(i, new Ends(port, from, candidate.input(), held.get(i).get(port)));
        interval = Math.max(interval, link.cycles());
        sum = sum.plus(link.cost());
      }
    }
    return new FoldingResult(chosen.stream().map(Candidate::choice).toList(), interval, sum);
  }

  /** Images come as the first layer that takes them wants them. */
  private Beat from(int producer, List<Candidate> chosen) {
    int layer = 0;
    while (producer == Edge.INPUT && !producers.get(layer).contains(Edge.INPUT)) {
      layer++;
    }
    return producer == Edge.INPUT
        ? chosen.get(layer).input()
        : chosen.get(producer).output();
  }
}
