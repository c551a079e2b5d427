package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.Edge;

/**
 * A candidate for every layer, and what all use with their connections; a change of one of them is
 * known from its surroundings.
 */
final class Selection {
  private final List<Candidate> chosen;
  private final Connections connections;
  private final List<List<Integer>> held;
  private final Resources used;

  private Selection(List<Candidate> chosen, Connections connections) {
    this.chosen = chosen;
    this.connections = connections;
    this.held = connections.held(chosen);
    Resources sum = connections.forks();
    for (int layer = 0; layer < chosen.size(); layer++) {
      sum = sum.plus(chosen.get(layer).cost());
      for (int port = 0; port < connections.producers(layer).size(); port++) {
        sum = sum.plus(link(layer, port).cost());
      }
    }
    used = sum;
  }

  static Selection of(List<Candidate> chosen, Connections connections) {
    return new Selection(List.copyOf(chosen), connections);
  }

  List<Candidate> chosen() {
    return chosen;
  }

  /** Returns the resources of all layers and connections. */
  Resources used() {
    return used;
  }

  /** Returns the cycles per image of the slowest layer or connection. */
  double cycles() {
    double slowest = 0;
    for (int layer = 0; layer < chosen.size(); layer++) {
      slowest = Math.max(slowest, chosen.get(layer).cycles());
      for (int port = 0; port < connections.producers(layer).size(); port++) {
        slowest = Math.max(slowest, link(layer, port).cycles());
      }
    }
    return slowest;
  }

  /** Returns the connection at an input of a layer. */
  Connections.Link link(int layer, int port) {
    return link(layer, port, -1, chosen.get(layer));
  }

  /** Returns a connection as it is if one layer is built differently. */
  private Connections.Link link(int layer, int port, int changed, Candidate candidate) {
    int producer = connections.producers(layer).get(port);
    int from = producer == Edge.INPUT ? connections.imageTaker() : producer;
    Candidate giver = from == changed ? candidate : chosen.get(from);
    Candidate taker = layer == changed ? candidate : chosen.get(layer);
    return connections.link(
        new Connections.Ends(
            layer,
            port,
            producer == Edge.INPUT ? giver.input() : giver.output(),
            taker.input(),
            held.get(layer).get(port)));
  }

  /** Returns the same with another candidate for one layer. */
  Selection with(int layer, Candidate candidate) {
    List<Candidate> changed = new ArrayList<>(chosen);
    changed.set(layer, candidate);
    return new Selection(changed, connections);
  }

  /** Returns what the same uses with another candidate for one layer, but for rounding. */
  Resources usedWith(int layer, Candidate candidate) {
    Candidate old = chosen.get(layer);
    if (candidate.input().pixels() != old.input().pixels()) {
      // Other connections hold more or less, too.
      return with(layer, candidate).used();
    }
    Resources sum = used.plus(old.cost().times(-1)).plus(candidate.cost());
    for (Connections.Port port : connections.around(layer)) {
      Connections.Link before = link(port.layer(), port.port());
      Connections.Link after = link(port.layer(), port.port(), layer, candidate);
      sum = sum.plus(before.cost().times(-1)).plus(after.cost());
    }
    return sum;
  }
}
