package org.sparseloom.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparseloom.layer.ConstantPort;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Fork;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;

/**
 * Names and connects all that stands in the top of one accelerator, or what of it belongs to one of
 * its stages; filled once, then read.
 */
final class TopPlan {
  private static final List<String> PORTS =
      List.of(
          "clock", "s_axis_tdata", "s_axis_tvalid", "s_axis_tready", "m_axis_tdata",
          "m_axis_tvalid", "m_axis_tready", "m_axis_tlast", "weights_tdata", "weights_tvalid",
          "weights_loaded", "stage_valid", "stage_ready");

  private final Pipeline pipeline;
  private final String module;
  private final Names names = new Names();
  private final List<TopView.Block> blocks = new ArrayList<>();
  private final List<StreamPlace> streams = new ArrayList<>();
  private final List<String> fifos = new ArrayList<>();
  private final List<TopView.Input> inputs = new ArrayList<>();
  /** What every producer's consumers, in the order of the edges, have not yet been given. */
  private final Map<Integer, Deque<TopView.Signals>> offered = new HashMap<>();

  private final MemoryPlacement placement;
  private TopMemories memories;

  private final StreamPlace input;
  private final TopView.Signals last;

  /** Plans the top of {@code design}; the pipeline's stages and layers must match one by one. */
  TopPlan(Pipeline pipeline, String design) {
    this(pipeline, design, OptionalInt.empty());
  }

  private TopPlan(Pipeline pipeline, String design, OptionalInt alone) {
    requireWhole(pipeline);
    this.pipeline = pipeline;
    this.placement = MemoryPlacement.of(pipeline);
    this.memories = new TopMemories(placement, names);
    module = Names.legal(design) + "_top";
    names.unique(module);
    PORTS.forEach(names::unique);
    StreamFormat images = pipeline.images();
    TopView.Signals signals = addInput(0, images);
    input = StreamPlace.of(Network.INPUT, "", "", "", signals, images);
    offer(Edge.INPUT, signals);
    int end = alone.orElse(pipeline.stages().size() - 1);
    for (int index = 0; index < end; index++) {
      offer(index, addStage(index));
    }
    if (alone.isPresent()) {
      keepNamesOnly();
      pipeline.into(end).forEach(this::offerInput);
    }
    last = addStage(end);
  }

  /**
   * Plans a top of the same name with a single stage in it, what stands in front of that up to its
   * producers, and an input for each of these. All in it is called what it is called in the whole top.
   */
  static TopPlan ofStage(Pipeline pipeline, String design, int stage) {
    return new TopPlan(pipeline, design, OptionalInt.of(stage));
  }

  /** Forgets all that stands in front of a stage that is to stand alone. */
  private void keepNamesOnly() {
    blocks.clear();
    streams.clear();
    fifos.clear();
    inputs.clear();
    offered.clear();
    memories = new TopMemories(placement, names);
  }

  /** Makes an input of the top stand for the producer of an edge. */
  private void offerInput(Edge edge) {
    TopView.Signals signals = addInput(edge.port(), edge.fifo().from());
    offered.computeIfAbsent(edge.producer(), producer -> new ArrayDeque<>()).add(signals);
  }

  private TopView.Signals addInput(int port, StreamFormat stream) {
    String prefix = StreamPlace.acceleratorInput(port);
    inputs.add(new TopView.Input(prefix, stream.widthBits() - 1));
    return new TopView.Signals(
        prefix + "_tvalid", prefix + "_tready", prefix + "_tdata", stream.widthBits());
  }

  private static void requireWhole(Pipeline pipeline) {
    int stages = pipeline.stages().size();
    long inputs = pipeline.stages().stream().mapToLong(stage -> stage.inputs().size()).sum();
    if (stages == 0
        || pipeline.edges().size() != inputs
        || pipeline.network().layers().size() != stages) {
      throw new IllegalArgumentException(
          "stages (" + stages + ") and layers (" + pipeline.network().layers().size()
              + ") must be equally many, at least one, and edges (" + pipeline.edges().size()
              + ") as many as inputs of stages (" + inputs + ")");
    }
  }

  String module() {
    return module;
  }

  /** Returns the stream of images at the input. */
  StreamPlace input() {
    return input;
  }

  /** Returns every stage's output stream, in order. */
  List<StreamPlace> streams() {
    return List.copyOf(streams);
  }

  /** Returns the instances of the FIFOs, in the order of the edges. */
  List<String> fifos() {
    return List.copyOf(fifos);
  }

  /** Returns the memories of the stages. */
  TopMemories memories() {
    return memories;
  }

  /** Returns the modules of which there are instances. */
  List<String> modules() {
    return blocks.stream()
        .flatMap(block -> block.instances().stream())
        .map(TopView.Instance::module)
        .distinct()
        .toList();
  }

  TopView view() {
    long outputBeats = streams.get(streams.size() - 1).beatsPerImage();
    int countBits = Math.max(1, 64 - Long.numberOfLeadingZeros(outputBeats - 1));
    return new TopView(
        module,
        input.beatsPerImage(),
        outputBeats,
        TopView.orders(input, streams.get(streams.size() - 1)),
        List.copyOf(inputs),
        last.widthBits() - 1,
        countBits - 1,
        countBits + "'d" + (outputBeats - 1),
        countBits + "'d0",
        countBits + "'d1",
        last,
        memories.loads(),
        memories.loadedNet(),
        streams.size() - 1,
        lastToFirst(),
        List.copyOf(blocks));
  }

  private List<StreamPlace> lastToFirst() {
    List<StreamPlace> reversed = new ArrayList<>(streams);
    Collections.reverse(reversed);
    return reversed;
  }

  /**
   * Makes a stream known to its consumers: as it is if there is one, else behind a fork. The bits of
   * a fork's outputs are those of its input.
   */
  private void offer(int producer, TopView.Signals stream) {
    Deque<TopView.Signals> ends = new ArrayDeque<>();
    offered.put(producer, ends);
    Optional<Fork> found =
        pipeline.forks().stream().filter(fork -> fork.producer() == producer).findFirst();
    if (found.isEmpty()) {
      ends.add(stream);
      return;
    }
    Fork fork = found.get();
    String name = names.unique(fork.name());
    List<String> wires = new ArrayList<>();
    List<TopView.Connection> ports =
        new ArrayList<>(
            List.of(
                new TopView.Connection("clock", "clock"),
                new TopView.Connection("reset", "reset"),
                new TopView.Connection("in_valid", stream.valid()),
                new TopView.Connection("in_ready", stream.ready())));
    for (int end = 0; end < fork.consumers(); end++) {
      String valid = names.unique(name + "_" + end + "_valid");
      String ready = names.unique(name + "_" + end + "_ready");
      wires.addAll(List.of(valid, ready));
      ports.add(new TopView.Connection("out_" + end + "_valid", valid));
      ports.add(new TopView.Connection("out_" + end + "_ready", ready));
      ends.add(new TopView.Signals(valid, ready, stream.bits(), stream.widthBits()));
    }
    String from =
        producer == Edge.INPUT ? "the images" : pipeline.stages().get(producer).layer().name();
    blocks.add(
        new TopView.Block(
            (from + " to " + fork.consumers() + " stages").replaceAll("\\s+", " "),
            wires,
            List.of(new TopView.Instance(fork.moduleName(), name, List.of(), ports))));
  }

  /** Adds a stage and what stands in front of it; returns its output. */
  private TopView.Signals addStage(int index) {
    Stage stage = pipeline.stages().get(index);
    QuantisedLayer quantised = pipeline.network().layers().get(index);
    if (!stage.layer().equals(quantised.layer())) {
      throw new IllegalArgumentException(
          "stage " + index + " (" + stage.layer().name() + ") must build layer "
              + quantised.layer().name());
    }
    List<String> wires = new ArrayList<>();
    List<TopView.Instance> instances = new ArrayList<>();
    String name = names.unique(stage.layer().name());
    List<TopView.Signals> incoming = new ArrayList<>();
    for (Edge edge : pipeline.into(index)) {
      TopView.Signals producer = offered.get(edge.producer()).remove();
      incoming.add(addConnection(edge.fifo(), producer, wires, instances));
    }
    TopView.Signals output = signals(name, stage.output().widthBits(), wires);
    List<TopView.Connection> ports = streamPorts(incoming, output);
    for (ConstantPort constant : stage.constants(quantised)) {
      ports.add(
          new TopView.Connection(constant.name(), constant.widthBits() + "'d" + constant.value()));
    }
    for (MemoryPort port : stage.memories()) {
      memories.add(name, index, port, wires, instances, ports);
    }
    instances.add(new TopView.Instance(stage.moduleName(), name, List.of(), ports));
    String comment =
        (stage.layer().name() + ": " + stage.layer().inputShape() + " to "
                + stage.layer().outputShape() + ", engine " + stage.engine())
            .replaceAll("\\s+", " ");
    blocks.add(new TopView.Block(comment, wires, instances));
    streams.add(
        StreamPlace.of(
            stage.layer().name(), stage.engine(), name, stage.moduleName(), output,
            stage.output()));
    return output;
  }

  private TopView.Signals addConnection(
      Fifo fifo,
      TopView.Signals producer,
      List<String> wires,
      List<TopView.Instance> instances) {
    String name = names.unique(fifo.name());
    fifos.add(name);
    TopView.Signals from = producer;
    if (fifo.buffersProducer()) {
      String buffer = names.unique(fifo.name() + "_beats");
      TopView.Signals buffered = signals(buffer, fifo.from().widthBits(), wires);
      instances.add(
          new TopView.Instance(
              fifo.producerModuleName(), buffer, List.of(),
              streamPorts(List.of(from), buffered)));
      from = buffered;
    }
    if (fifo.converts()) {
      String converter = names.unique(fifo.name() + "_lanes");
      TopView.Signals converted = signals(converter, fifo.to().widthBits(), wires);
      instances.add(
          new TopView.Instance(
              fifo.converterModuleName(), converter, List.of(), streamPorts(List.of(from), converted)));
      from = converted;
    }
    TopView.Signals queued = signals(name, fifo.to().widthBits(), wires);
    instances.add(
        new TopView.Instance(fifo.moduleName(), name, List.of(), streamPorts(List.of(from), queued)));
    return queued;
  }

  private TopView.Signals signals(String stem, int widthBits, List<String> wires) {
    TopView.Signals signals =
        new TopView.Signals(
            names.unique(stem + "_valid"),
            names.unique(stem + "_ready"),
            names.unique(stem + "_bits"),
            widthBits);
    wires.addAll(signals.declarations());
    return signals;
  }

  /** Connects in, in1 and so on, and out. */
  private static List<TopView.Connection> streamPorts(
      List<TopView.Signals> inputs, TopView.Signals out) {
    List<TopView.Connection> ports =
        new ArrayList<>(
            List.of(
                new TopView.Connection("clock", "clock"),
                new TopView.Connection("reset", "reset")));
    for (int port = 0; port < inputs.size(); port++) {
      addPorts(ports, StreamPlace.inputPort(port), inputs.get(port));
    }
    addPorts(ports, "out", out);
    return ports;
  }

  private static void addPorts(
      List<TopView.Connection> ports, String name, TopView.Signals stream) {
    ports.add(new TopView.Connection(name + "_valid", stream.valid()));
    ports.add(new TopView.Connection(name + "_ready", stream.ready()));
    ports.add(new TopView.Connection(name + "_bits", stream.bits()));
  }
}
