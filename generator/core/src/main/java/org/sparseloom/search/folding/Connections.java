package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.FifoPlacement;
import org.sparseloom.pipeline.Fork;
import org.sparseloom.pipeline.JoinDepths;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.stream.StreamFormat;

/**
 * What can stand between the layers of a network. It does not hang on the data, so it is kept from one
 * search to the next; may be used by several threads.
 */
final class Connections {
  /** A connection: its resources and the cycles per image that it needs. */
  record Link(Resources cost, double cycles) {}

  /** One input of a layer and the beats at both ends of the connection to it. */
  record Ends(int layer, int port, Beat from, Beat to, int heldBack) {}

  /** A layer's input. */
  record Port(int layer, int port) {}

  private final List<CandidateSource> sources;
  private final List<List<Integer>> producers;
  private final Function<List<Unit>, Resources> unitCost;
  private final boolean ultraFifos;
  private final boolean joins;
  private final int imageTaker;
  private final Resources forks;

  /** Per layer the inputs that change with it. */
  private final List<List<Port>> around = new ArrayList<>();

  private final Map<Ends, Link> links = new ConcurrentHashMap<>();

  /** By the pixels that the layers take side by side. */
  private final Map<List<Integer>, List<List<Integer>>> heldBack = new ConcurrentHashMap<>();

  /**
   * All connections of a network.
   *
   * @param producers per layer the layers that give its inputs, see {@link PipelineBuilder#producers}
   * @param ultraFifos whether the FIFOs that free much block RAM are in UltraRAM
   */
  Connections(
      List<CandidateSource> sources,
      List<List<Integer>> producers,
      Function<List<Unit>, Resources> unitCost,
      boolean ultraFifos) {
    this.sources = sources;
    this.producers = producers;
    this.unitCost = unitCost;
    this.ultraFifos = ultraFifos;
    joins = producers.stream().anyMatch(inputs -> inputs.size() > 1);
    int layer = 0;
    while (!producers.get(layer).contains(Edge.INPUT)) {
      layer++;
    }
    imageTaker = layer;
    Resources sum = Resources.NONE;
    for (int producer = Edge.INPUT; producer < producers.size(); producer++) {
      int consumers = consumers(producer).size();
      if (consumers > 1) {
        sum = sum.plus(unitCost.apply(new Fork("fork", producer, consumers).units()));
      }
    }
    forks = sum;
    for (int each = 0; each < producers.size(); each++) {
      around.add(List.copyOf(portsAround(each)));
    }
  }

  private Set<Port> portsAround(int layer) {
    Set<Port> ports = new LinkedHashSet<>(consumers(layer));
    for (int port = 0; port < producers.get(layer).size(); port++) {
      ports.add(new Port(layer, port));
    }
    if (layer == imageTaker) {
      ports.addAll(consumers(Edge.INPUT));
    }
    return ports;
  }

  /** Returns the inputs whose connections hang on how a layer is built. */
  List<Port> around(int layer) {
    return around.get(layer);
  }

  /** Returns the layers that give a layer's inputs, {@link Edge#INPUT} for the network's input. */
  List<Integer> producers(int layer) {
    return producers.get(layer);
  }

  /** Returns all inputs that get what a layer, or the network's input, gives. */
  private List<Port> consumers(int producer) {
    List<Port> consumers = new ArrayList<>();
    for (int layer = 0; layer < producers.size(); layer++) {
      for (int port = 0; port < producers.get(layer).size(); port++) {
        if (producers.get(layer).get(port) == producer) {
          consumers.add(new Port(layer, port));
        }
      }
    }
    return consumers;
  }

  /** Returns the first layer that takes the network's input: images come as it wants them. */
  int imageTaker() {
    return imageTaker;
  }

  /** Returns whether the FIFOs that free much block RAM are in UltraRAM. */
  boolean ultraFifos() {
    return ultraFifos;
  }

  /** Returns what hands streams to several layers. */
  Resources forks() {
    return forks;
  }

  /** Returns what a producer would give if it were as its consumer wants it. */
  Beat fitting(int layer, int port, Beat to) {
    return Beat.of(sources.get(layer).inputs(to).get(port));
  }

  Link link(Ends ends) {
    // Asked for so often that the lock of a computation is felt.
    Link known = links.get(ends);
    return known == null ? links.computeIfAbsent(ends, this::make) : known;
  }

  private Link make(Ends ends) {
    StreamFormat to = sources.get(ends.layer()).inputs(ends.to()).get(ends.port());
    int producer = producers.get(ends.layer()).get(ends.port());
    StreamFormat from =
        producer == Edge.INPUT
            ? to.withLanes(ends.from().lanes()).withPixels(ends.from().pixels())
            : sources.get(producer).output(ends.from());
    Fifo inBlocks = PipelineBuilder.fifo("fifo", from, to, ends.heldBack());
    Fifo fifo = ultraFifos ? FifoPlacement.relieving(inBlocks, unitCost) : inBlocks;
    return new Link(unitCost.apply(fifo.units()), fifo.cyclesPerImage());
  }

  /**
   * Returns per layer and port how many pixels the connection must hold: it is the same for all
   * choices with equal pixels side by side, and so is asked but once for them.
   */
  List<List<Integer>> held(List<Candidate> chosen) {
    List<Integer> pixels =
        joins ? chosen.stream().map(candidate -> candidate.input().pixels()).toList() : List.of();
    return heldBack.computeIfAbsent(pixels, ignored -> depths(chosen));
  }

  private List<List<Integer>> depths(List<Candidate> chosen) {
    List<Stage> stages = new ArrayList<>();
    for (int layer = 0; joins && layer < sources.size(); layer++) {
      stages.add(sources.get(layer).played(chosen.get(layer)));
    }
    Optional<JoinDepths> depths =
        joins ? Optional.of(JoinDepths.of(stages, producers)) : Optional.empty();
    List<List<Integer>> held = new ArrayList<>();
    for (int layer = 0; layer < sources.size(); layer++) {
      List<Integer> ofPorts = new ArrayList<>();
      for (int port = 0; port < producers.get(layer).size(); port++) {
        ofPorts.add(depths.isEmpty() ? 0 : depths.get().pixels(layer, port));
      }
      held.add(ofPorts);
    }
    return held;
  }
}
