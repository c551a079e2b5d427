package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.Edge;

/**
 * The layers' candidates in order and the connections between any two of them. Most networks are one
 * chain; in others a layer may have several inputs, from any layers before it.
 */
final class Chain {
  private final List<CandidateSource> sources;
  private final List<LayerCandidates> layers;
  private final Connections connections;
  private final List<List<Integer>> planned;

  /** Every layer takes but what the one before it gives. */
  private final boolean straight;

  /** All that a network can be built of. */
  Chain(
      List<CandidateSource> sources, List<LayerCandidates> layers, Connections connections) {
    this.sources = sources;
    this.layers = layers;
    this.connections = connections;
    planned = planned();
    straight =
        IntStream.range(0, layers.size())
            .allMatch(layer -> producers(layer).equals(List.of(layer == 0 ? Edge.INPUT : layer - 1)));
  }

  /** Returns what connections hold if the layers are as wide in pixels as they may be: for planners. */
  private List<List<Integer>> planned() {
    boolean whole = layers.stream().noneMatch(layer -> layer.fronts().isEmpty());
    if (whole) {
      return connections.held(layers.stream().map(Chain::widest).toList());
    }
    List<List<Integer>> none = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      none.add(Collections.nCopies(producers(layer).size(), 0));
    }
    return none;
  }

  private static Candidate widest(LayerCandidates layer) {
    return layer.all().stream().max(Comparator.comparingInt(c -> c.input().pixels())).orElseThrow();
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
    return connections.producers(layer);
  }

  /** Returns a connection in front of a layer, as planners see it. */
  Connections.Link link(int layer, int port, Beat from, Beat to) {
    int held = planned.get(layer).get(port);
    return connections.link(new Connections.Ends(layer, port, from, to, held));
  }

  /**
   * Returns what a planner that walks the layers in order can say of all connections into a layer:
   * exact for the one from the layer before it, if there is one; for the others the least that they
   * can be, as if the producer gave what the consumer takes.
   *
   * @param before what the layer before gives; ignored for the first
   */
  Connections.Link links(int layer, Beat before, Beat to) {
    Resources cost = layer == 0 ? connections.forks() : Resources.NONE;
    double cycles = 0;
    for (int port = 0; port < producers(layer).size(); port++) {
      boolean neighbour = layer > 0 && producers(layer).get(port) == layer - 1;
      Beat from = neighbour ? before : connections.fitting(layer, port, to);
      Connections.Link link = link(layer, port, from, to);
      cost = cost.plus(link.cost());
      cycles = Math.max(cycles, link.cycles());
    }
    return new Connections.Link(cost, cycles);
  }

  /**
   * Returns the ends of all connections that need more cycles than the interval, layers named twice
   * that have two such. Planners leave none in a straight chain.
   */
  List<Integer> endsOfSlowLinks(List<Candidate> chosen, double interval) {
    if (straight) {
      return List.of();
    }
    Selection selection = Selection.of(chosen, connections);
    List<Integer> ends = new ArrayList<>();
    for (int layer = 0; layer < chosen.size(); layer++) {
      for (int port = 0; port < producers(layer).size(); port++) {
        if (selection.link(layer, port).cycles() > interval) {
          ends.add(layer);
          int producer = producers(layer).get(port);
          if (producer != Edge.INPUT) {
            ends.add(producer);
          }
        }
      }
    }
    return ends;
  }

  /** Returns a choice of candidates with what it uses. */
  Selection selection(List<Candidate> chosen) {
    return Selection.of(chosen, connections);
  }

  /** Returns interval and resources of a choice of candidates. */
  FoldingResult result(List<Candidate> chosen) {
    Selection selection = selection(chosen);
    return new FoldingResult(
        chosen.stream().map(Candidate::choice).toList(), selection.cycles(), selection.used(),
        connections.ultraFifos());
  }
}
