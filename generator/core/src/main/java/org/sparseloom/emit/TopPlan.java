package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.layer.ConstantPort;
import org.sparseloom.layer.MemoryImage;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;

/** Names and connects all that stands in the top of one accelerator; filled once, then read. */
final class TopPlan {
  /** A memory file: where it is, and what it holds. */
  record MemoryFile(String path, MemoryImage image) {}

  private static final List<String> PORTS =
      List.of(
          "clock", "s_axis_tdata", "s_axis_tvalid", "s_axis_tready", "m_axis_tdata",
          "m_axis_tvalid", "m_axis_tready", "m_axis_tlast");

  private final Pipeline pipeline;
  private final String module;
  private final Names names = new Names();
  private final List<TopView.Block> blocks = new ArrayList<>();
  private final List<StreamPlace> streams = new ArrayList<>();
  private final List<MemoryFile> memoryFiles = new ArrayList<>();
  private final StreamPlace input;
  private final TopView.Signals last;

  /** Plans the top of {@code design}; the pipeline's stages and layers must match one by one. */
  TopPlan(Pipeline pipeline, String design) {
    int stages = pipeline.stages().size();
    if (stages == 0
        || pipeline.fifos().size() != stages
        || pipeline.network().layers().size() != stages) {
      throw new IllegalArgumentException(
          "stages (" + stages + "), FIFOs (" + pipeline.fifos().size() + ") and layers ("
              + pipeline.network().layers().size() + ") must be equally many, at least one");
    }
    this.pipeline = pipeline;
    module = Names.legal(design) + "_top";
    names.unique(module);
    PORTS.forEach(names::unique);
    StreamFormat images = pipeline.fifos().get(0).from();
    TopView.Signals signals =
        new TopView.Signals("s_axis_tvalid", "s_axis_tready", "s_axis_tdata", images.widthBits());
    input = StreamPlace.of(Network.INPUT, "", "", "", signals, images);
    for (int index = 0; index < stages; index++) {
      signals = addStage(index, signals);
    }
    last = signals;
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

  /** Returns the files of all memories, in the order of the stages. */
  List<MemoryFile> memoryFiles() {
    return List.copyOf(memoryFiles);
  }

  TopView view() {
    long outputBeats = streams.get(streams.size() - 1).beatsPerImage();
    int countBits = Math.max(1, 64 - Long.numberOfLeadingZeros(outputBeats - 1));
    return new TopView(
        module,
        input.beatsPerImage(),
        outputBeats,
        input.lanes() * input.bitsPerValue() - 1,
        last.widthBits() - 1,
        countBits - 1,
        countBits + "'d" + (outputBeats - 1),
        countBits + "'d0",
        countBits + "'d1",
        last,
        List.copyOf(blocks));
  }

  /** Adds a stage and what stands in front of it; returns its output. */
  private TopView.Signals addStage(int index, TopView.Signals producer) {
    Stage stage = pipeline.stages().get(index);
    QuantisedLayer quantised = pipeline.network().layers().get(index);
    if (!stage.layer().equals(quantised.layer())) {
      throw new IllegalArgumentException(
          "stage " + index + " (" + stage.layer().name() + ") must build layer "
              + quantised.layer().name());
    }
    Fifo fifo = pipeline.fifos().get(index);
    List<String> wires = new ArrayList<>();
    List<TopView.Instance> instances = new ArrayList<>();
    String name = names.unique(stage.layer().name());
    TopView.Signals incoming = addConnection(fifo, producer, wires, instances);
    TopView.Signals output = signals(name, stage.output().widthBits(), wires);
    List<TopView.Connection> ports = streamPorts(incoming, output);
    for (ConstantPort constant : stage.constants(quantised)) {
      ports.add(
          new TopView.Connection(constant.name(), constant.widthBits() + "'d" + constant.value()));
    }
    for (MemoryImage image : stage.contents(quantised)) {
      addMemory(name, image, wires, instances, ports);
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
    TopView.Signals from = producer;
    if (fifo.converts()) {
      String converter = names.unique(fifo.name() + "_lanes");
      TopView.Signals converted = signals(converter, fifo.to().widthBits(), wires);
      instances.add(
          new TopView.Instance(
              fifo.converterModuleName(), converter, List.of(), streamPorts(from, converted)));
      from = converted;
    }
    TopView.Signals queued = signals(name, fifo.to().widthBits(), wires);
    instances.add(
        new TopView.Instance(fifo.moduleName(), name, List.of(), streamPorts(from, queued)));
    return queued;
  }

  private void addMemory(
      String stage,
      MemoryImage image,
      List<String> wires,
      List<TopView.Instance> instances,
      List<TopView.Connection> stagePorts) {
    MemoryPort port = image.port();
    String name = names.unique(stage + "_" + port.name());
    String address = names.unique(name + "_address");
    String data = names.unique(name + "_data");
    String path = "memory/" + name + ".mem";
    memoryFiles.add(new MemoryFile(path, image));
    wires.add(TopView.wide(port.addressBits(), address));
    wires.add(TopView.wide(port.widthBits(), data));
    instances.add(
        new TopView.Instance(
            port.block() ? "block_rom" : "distributed_rom",
            name,
            List.of(
                new TopView.Connection("WIDTH", Integer.toString(port.widthBits())),
                new TopView.Connection("DEPTH", Integer.toString(port.depth())),
                new TopView.Connection("ADDRESS_BITS", Integer.toString(port.addressBits())),
                new TopView.Connection("FILE", "\"" + path + "\"")),
            List.of(
                new TopView.Connection("clock", "clock"),
                new TopView.Connection("address", address),
                new TopView.Connection("data", data))));
    stagePorts.add(new TopView.Connection(port.name() + "_address", address));
    stagePorts.add(new TopView.Connection(port.name() + "_data", data));
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

  private static List<TopView.Connection> streamPorts(TopView.Signals in, TopView.Signals out) {
    return new ArrayList<>(
        List.of(
            new TopView.Connection("clock", "clock"),
            new TopView.Connection("reset", "reset"),
            new TopView.Connection("in_valid", in.valid()),
            new TopView.Connection("in_ready", in.ready()),
            new TopView.Connection("in_bits", in.bits()),
            new TopView.Connection("out_valid", out.valid()),
            new TopView.Connection("out_ready", out.ready()),
            new TopView.Connection("out_bits", out.bits())));
  }
}
