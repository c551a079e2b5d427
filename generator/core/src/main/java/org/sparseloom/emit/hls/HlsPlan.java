package org.sparseloom.emit.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.emit.Names;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Fork;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;

/** Names and connects the functions of one accelerator in C++; filled once, then read. */
final class HlsPlan {
  /** Functions inside the files of stages: a stage of the same name would hide them. */
  private static final List<String> INNER =
      List.of(
          "add", "leave", "gather", "rows_for", "value_of", "fetch", "begin", "multiply", "engines", "drain",
          "pixels", "filters", "largest", "averages", "fold", "next", "result", "of", "gate",
          "word_of", "requantise", "round_shift", "in", "in1", "out", "images", "beats", "stages",
          "main", "unpack", "pack", "change_lanes", "take_words", "give_words");

  /** What a stage gives and nobody else buffers waits in so many beats. */
  private static final int LEAST_DEPTH = 2;

  /** Shallower FIFOs are shift registers. */
  private static final int SHIFT_REGISTER_DEPTH = 16;

  /** Deeper ones are in block RAM. */
  private static final int LUT_RAM_DEPTH = 64;

  private final Pipeline pipeline;
  private final Names names = new Names();
  private final List<StageView> stages = new ArrayList<>();
  private final List<TopView.ForkView> forks = new ArrayList<>();
  private final List<TopView.Block> blocks = new ArrayList<>();
  private final List<TopView.Watched> watched = new ArrayList<>();

  /** What every producer's consumers, in the order of the edges, have not yet been given. */
  private final Map<Integer, Deque<String>> offered = new HashMap<>();

  private final TopView view;

  HlsPlan(Pipeline pipeline, String design, String header) {
    this.pipeline = pipeline;
    String module = names.unique(Names.legal(design) + "_hls");
    INNER.forEach(names::unique);
    StreamView images = StreamView.input(0, pipeline.images());
    watch(Network.INPUT, pipeline.images());
    addImages(images);
    for (int index = 0; index < pipeline.stages().size(); index++) {
      addStage(index, header);
    }
    StreamView result = stages.get(stages.size() - 1).output();
    watch("output", result.format());
    view = new TopView(module, images, result, stages, forks, blocks, watched);
  }

  TopView view() {
    return view;
  }

  /** Returns the file of the values of a stream: 0 the images, then the stages' outputs. */
  private static String file(int stream) {
    return String.format(Locale.ROOT, "0_%03d.bin", stream);
  }

  private void watch(String name, StreamFormat format) {
    int stream = Math.min(watched.size(), pipeline.stages().size());
    String quoted =
        "\"" + name.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    watched.add(new TopView.Watched(quoted, file(stream), format.shape()));
  }

  private void addImages(StreamView images) {
    String name = names.unique("image_beats");
    List<TopView.Channel> channels = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    channels.add(channel(images.stream(), name, depthBehind(Edge.INPUT)));
    calls.add("take_words(images, " + name + ");");
    offer(Edge.INPUT, images, name, channels, calls);
    blocks.add(new TopView.Block("the images", channels, calls));
  }

  private void addStage(int index, String header) {
    Stage stage = pipeline.stages().get(index);
    String name = names.unique(stage.layer().name());
    StageView view =
        StageView.of(header, name, index, stage, pipeline.network().layers().get(index));
    stages.add(view);
    List<TopView.Channel> channels = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (Edge edge : pipeline.into(index)) {
      StreamView input = view.inputs().get(edge.port());
      String from = offered.get(edge.producer()).remove();
      arguments.add(connection(edge.fifo(), input, from, channels, calls));
    }
    String beats = names.unique(name + "_beats");
    channels.add(channel(view.output().stream(), beats, depthBehind(index)));
    arguments.add(beats);
    calls.add("stages::" + name + "(" + String.join(", ", arguments) + ");");
    calls.add("WATCH_STREAM(" + watched.size() + ", " + beats + ")");
    watch(stage.layer().name(), stage.output());
    if (index == pipeline.stages().size() - 1) {
      calls.add("give_words(" + beats + ", result);");
    } else {
      offer(index, view.output(), beats, channels, calls);
    }
    blocks.add(new TopView.Block(view.comment(), channels, calls));
  }

  /** Makes a stream known to its consumers: as it is if there is one, else behind a fork. */
  private void offer(
      int producer, StreamView stream, String name, List<TopView.Channel> channels,
      List<String> calls) {
    Deque<String> ends = new ArrayDeque<>();
    offered.put(producer, ends);
    Optional<Fork> fork =
        pipeline.forks().stream().filter(found -> found.producer() == producer).findFirst();
    if (fork.isEmpty()) {
      ends.add(name);
      return;
    }
    String function = names.unique(fork.get().name());
    for (Edge edge : pipeline.outOf(producer)) {
      String end = names.unique(name + "_" + ends.size());
      channels.add(channel(stream.stream(), end, depth(edge.fifo())));
      ends.add(end);
    }
    forks.add(
        new TopView.ForkView(
            function, stream.stream(), stream.beat(),
            ends.stream().map(end -> "to_" + end).toList(), stream.format().beatsPerImage()));
    calls.add(
        function + "(" + name + ", " + String.join(", ", ends) + ");");
  }

  /** Returns the stream that a stage reads: with other lanes if it takes others. */
  private String connection(
      Fifo fifo, StreamView input, String from, List<TopView.Channel> channels,
      List<String> calls) {
    if (!fifo.converts()) {
      return from;
    }
    String name = names.unique(fifo.name());
    channels.add(channel(input.stream(), name, fifo.depth()));
    calls.add(
        "change_lanes<" + input.value() + ", " + fifo.from().lanes() + ", " + fifo.to().lanes()
            + ", " + fifo.from().shape().elements() + ">(" + from + ", " + name + ");");
    return name;
  }

  /** Returns the depth of the stream that a stage gives. */
  private int depthBehind(int producer) {
    List<Edge> edges = pipeline.outOf(producer);
    return edges.size() == 1 ? depth(edges.get(0).fifo()) : LEAST_DEPTH;
  }

  /** The FIFO stands behind the converter, where there is one. */
  private static int depth(Fifo fifo) {
    return fifo.converts() ? LEAST_DEPTH : fifo.depth();
  }

  private static TopView.Channel channel(String stream, String name, int depth) {
    return new TopView.Channel(
        stream,
        name,
        depth,
        depth <= SHIFT_REGISTER_DEPTH ? "srl" : depth <= LUT_RAM_DEPTH ? "lutram" : "bram");
  }
}
