package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.stream.StreamFormat;

/**
 * A whole accelerator: one stage per layer, in topological order, joined by edges with FIFOs. The
 * last stage's output is the accelerator's. All edges of one producer begin with the same stream.
 *
 * @param edges in the order of their consumers and ports
 */
public record Pipeline(
    QuantisedNetwork network, Device device, List<Stage> stages, List<Edge> edges) {
  public Pipeline {
    stages = List.copyOf(stages);
    edges =
        edges.stream()
            .sorted(Comparator.comparingInt(Edge::consumer).thenComparingInt(Edge::port))
            .toList();
  }

  /** Returns the edges into a stage, one for each of its ports. */
  public List<Edge> into(int stage) {
    return edges.stream().filter(edge -> edge.consumer() == stage).toList();
  }

  /** Returns the edges that begin at a stage or at {@link Edge#INPUT}. */
  public List<Edge> outOf(int producer) {
    return edges.stream().filter(edge -> edge.producer() == producer).toList();
  }

  /** Returns all FIFOs, in the order of the edges. */
  public List<Fifo> fifos() {
    return edges.stream().map(Edge::fifo).toList();
  }

  /** Returns the stream of images at the input. */
  public StreamFormat images() {
    return outOf(Edge.INPUT).get(0).fifo().from();
  }

  /** Returns the stream of results at the output. */
  public StreamFormat results() {
    return stages.get(stages.size() - 1).output();
  }

  /** Returns a fork for every producer with several consumers, the network's input first. */
  public List<Fork> forks() {
    List<Fork> forks = new ArrayList<>();
    for (int producer = Edge.INPUT; producer < stages.size(); producer++) {
      int consumers = outOf(producer).size();
      if (consumers > 1) {
        String name = producer == Edge.INPUT ? "fork_input" : "fork_" + producer;
        forks.add(new Fork(name, producer, consumers));
      }
    }
    return forks;
  }
}
