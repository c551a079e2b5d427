package org.sparseloom.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.StreamPlace;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;

/**
 * What the templates testbench/*.stg print: the accelerators of a bench and their streams. A design's
 * streams are: its inputs; inputs and output of every stage; its output, if a stage alone has not
 * given that already.
 *
 * @param connections from stage to stage, with the FIFOs in them
 * @param works where stages are seen at work, of those whose streams do not tell
 * @param widestBits width of the widest stream, rounded up to whole 32-bit words
 * @param widestMsb its highest bit
 */
record BenchView(
    List<DesignView> designs,
    List<StreamView> streams,
    List<ConnectionView> connections,
    List<WorkView> works,
    int widestBits,
    int widestMsb) {
  /** Name of the stage that the accelerator's own input and output streams are listed under. */
  static final String INPUT = "input";

  static final String OUTPUT = "output";

  /**
   * One accelerator; {@code loads} says whether memories can be loaded.
   */
  record DesignView(
      int index,
      String top,
      String name,
      String quotedName,
      int firstStream,
      int streamCount,
      List<InputView> inputs,
      boolean loads) {}

  /**
   * An input of an accelerator: how its ports there begin, how those of the bench do, and the highest
   * bit of its data.
   */
  record InputView(int index, String prefix, String port, int msb) {}

  /** One stream: nets in its top, and the entry in the C++ table, ready to print. */
  record StreamView(
      int index,
      int design,
      String top,
      String comment,
      String valid,
      String ready,
      String bits,
      String quotedStage,
      String side,
      String valuesFile,
      String quotedValuesFile,
      int channels,
      int height,
      int width,
      int lanes,
      int pixels,
      int bitsPerValue,
      boolean isSigned,
      int widthBits) {}

  /** A stage's nets in its top; {@code stream} is the index of its output stream. */
  record WorkView(
      int stream, String top, String progress, String starved, String valid, String ready) {}

  /** A FIFO's instance in its top, and the indices of the streams at both ends. */
  record ConnectionView(
      int index, int design, String top, String fifo, int producerStream, int consumerStream,
      int depth) {}

  static BenchView of(List<BenchDesign> designs) {
    List<DesignView> designViews = new ArrayList<>();
    List<StreamView> streams = new ArrayList<>();
    List<ConnectionView> connections = new ArrayList<>();
    List<WorkView> works = new ArrayList<>();
    for (BenchDesign design : designs) {
      int first = streams.size();
      int index = designViews.size();
      List<InputView> inputs = addStreams(index, design, streams, connections, works);
      Manifest manifest = design.manifest();
      designViews.add(
          new DesignView(
              index, manifest.top(), manifest.design(), quoted(manifest.design()), first,
              streams.size() - first, inputs, design.loads()));
    }
    int widest = streams.stream().mapToInt(StreamView::widthBits).max().orElseThrow();
    int widestBits = (widest + 31) / 32 * 32;
    return new BenchView(designViews, streams, connections, works, widestBits, widestBits - 1);
  }

  /** Returns the file of a design's values below the folder of values; output -1 is the input. */
  static String valuesFile(int design, int output) {
    return String.format(Locale.ROOT, "%d_%03d.bin", design, output + 1);
  }

  /** Returns the inputs. */
  private static List<InputView> addStreams(
      int index,
      BenchDesign design,
      List<StreamView> streams,
      List<ConnectionView> connections,
      List<WorkView> works) {
    Manifest manifest = design.manifest();
    Pipeline pipeline = design.pipeline();
    Adder adder = new Adder(index, manifest.top(), streams, new ArrayList<>());
    Map<Integer, Integer> producers = new HashMap<>();
    Map<Edge, Integer> given = new HashMap<>();
    if (design.alone().isEmpty()) {
      adder.addInput(Edge.INPUT, pipeline.images());
      producers.put(Edge.INPUT, streams.size() - 1);
    }
    for (Edge edge : design.given()) {
      adder.addInput(edge.producer(), edge.fifo().from());
      given.put(edge, streams.size() - 1);
    }
    for (int stage : design.places()) {
      Stage built = pipeline.stages().get(stage);
      StreamPlace place = manifest.streams().get(stage);
      String name = built.layer().name();
      String instance = place.instance();
      for (Edge edge : pipeline.into(stage)) {
        String port = instance + "." + StreamPlace.inputPort(edge.port());
        adder.add(name, "kInput", edge.producer(), built.inputs().get(edge.port()),
            port + "_valid", port + "_ready", port + "_bits");
        connections.add(
            new ConnectionView(
                connections.size(), index, manifest.top(),
                manifest.fifos().get(pipeline.edges().indexOf(edge)),
                given.getOrDefault(edge, producers.get(edge.producer())), streams.size() - 1,
                edge.fifo().depth()));
      }
      adder.add(name, "kOutput", stage, built.output(),
          place.valid(), place.ready(), place.bits());
      producers.put(stage, streams.size() - 1);
      int output = streams.size() - 1;
      built
          .progressNets()
          .map(
              nets ->
                  new WorkView(
                      output, manifest.top(), instance + "." + nets.progress(),
                      instance + "." + nets.starved(), place.valid(), place.ready()))
          .ifPresent(works::add);
    }
    if (design.alone().isEmpty()) {
      int last = pipeline.stages().size() - 1;
      adder.add(OUTPUT, "kInput", last, pipeline.results(),
          "m_axis_tvalid", "m_axis_tready", "m_axis_tdata");
    }
    return adder.inputs();
  }

  /** Appends streams of one design. */
  private record Adder(
      int design, String top, List<StreamView> streams, List<InputView> inputs) {
    void addInput(int output, StreamFormat format) {
      String prefix = StreamPlace.acceleratorInput(inputs.size());
      inputs.add(
          new InputView(
              inputs.size(), prefix, "d" + design + "_" + prefix, format.widthBits() - 1));
      add(INPUT, "kOutput", output, format, prefix + "_tvalid", prefix + "_tready",
          prefix + "_tdata");
    }

    void add(
        String stage, String side, int output, StreamFormat format,
        String valid, String ready, String bits) {
      String file = valuesFile(design, output);
      streams.add(
          new StreamView(
              streams.size(), design, top,
              (stage + " " + side.substring(1).toLowerCase(Locale.ROOT)).replaceAll("\\s+", " "),
              valid, ready, bits, quoted(stage), "Side::" + side, file, quoted(file),
              format.shape().channels(), format.shape().height(), format.shape().width(),
              format.lanes(), format.pixels(), format.format().bits(), format.format().signed(),
              format.widthBits()));
    }
  }

  /** Returns a C++ string literal; control characters become spaces. */
  private static String quoted(String text) {
    return "\"" + text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"";
  }
}
