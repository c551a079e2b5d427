package org.sparseloom.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.layer.Sampling;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.NonlinearityChoice;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.pipeline.RoutingChoice;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Reads testbenches/cases/KIND.json into networks of one layer (docs/formats.md). */
final class StageCases {
  private static final Path FOLDER = Path.of("..", "testbenches", "cases");

  /** The images themselves: a stage of two inputs takes them twice. */
  private static final int ITSELF = -1;

  private StageCases() {}

  /** Returns a one-layer network for every case of a kind, on so many images. */
  static List<NetworkSketch> of(String kind, int images) {
    JsonNode file;
    try {
      file = JsonMapper.builder().build().readTree(FOLDER.resolve(kind + ".json").toFile());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    List<NetworkSketch> sketches = new ArrayList<>();
    file.get("cases").forEach(node -> sketches.add(sketch(kind, node, images)));
    return sketches;
  }

  private static NetworkSketch sketch(String kind, JsonNode node, int images) {
    NetworkSketch sketch =
        new NetworkSketch(
            kind + "_" + node.get("name").asText(),
            shape(node.get("input")),
            format(node.get("inputFormat")),
            node.get("density").asDouble(),
            images);
    switch (kind) {
      case "convolution":
        if (node.get("engine").asText().equals(DepthwiseChoice.ENGINE)) {
          return sketch.depthwise(
              window(node),
              node.get("weightBits").asInt(),
              format(node.get("outputFormat")),
              node.get("threshold").asDouble(),
              new DepthwiseChoice(
                  multiplier(node),
                  node.get("lanes").asInt(),
                  node.get("multipliersPerLane").asInt(),
                  node.path("outputLanes").asInt(node.get("lanes").asInt()),
                  pixels(node)));
        }
        return sketch.grouped(
            node.get("outputs").asInt(),
            window(node),
            node.has("groups") ? node.get("groups").asInt() : 1,
            node.get("weightBits").asInt(),
            format(node.get("outputFormat")),
            node.get("density").asDouble(),
            node.get("threshold").asDouble(),
            new ConvolutionChoice(
                node.get("engine").asText(),
                multiplier(node),
                folding(node.get("folding")),
                pixels(node)));
      case "maxPooling":
        return sketch.maxPooling(window(node), lanes(node));
      case "averagePooling":
        return sketch.averagePooling(
            window(node), format(node.get("outputFormat")), node.get("threshold").asDouble(),
            lanes(node));
      case "globalAveragePooling":
        return sketch.globalAveragePooling(
            format(node.get("outputFormat")), node.get("threshold").asDouble(), lanes(node));
      case "nonlinearity":
        return sketch.nonlinearity(
            NonlinearFunction.valueOf(node.get("function").asText()),
            node.get("outputBits").asInt(),
            node.get("range").asDouble(),
            node.get("threshold").asDouble(),
            new NonlinearityChoice(node.get("lanes").asInt(), pixels(node)));
      case "addition":
        return sketch.addition(
            ITSELF, format(node.get("outputFormat")), node.get("threshold").asDouble(),
            new AdditionChoice(node.get("lanes").asInt(), pixels(node)));
      case "multiplication":
        return sketch.multiplication(
            ITSELF, format(node.get("outputFormat")), node.get("threshold").asDouble(),
            new MultiplicationChoice(node.get("lanes").asInt(), pixels(node)));
      case "resize":
        return sketch.resize(
            node.get("factors").get(0).asInt(), node.get("factors").get(1).asInt(),
            new Sampling(
                Sampling.Coordinates.valueOf(node.get("coordinates").asText()),
                Sampling.Method.valueOf(node.get("method").asText())),
            routing(node));
      case "depthToSpace":
        JsonNode crop = node.get("crop");
        return sketch.depthToSpace(
            node.get("block").get(0).asInt(), node.get("block").get(1).asInt(),
            node.get("runs").asInt(), crop.get(0).asInt(), crop.get(1).asInt(),
            crop.get(2).asInt(), crop.get(3).asInt(), routing(node));
      case "concatenation":
        return sketch.concatenation(
            Collections.nCopies(node.get("copies").asInt() - 1, -1),
            format(node.get("outputFormat")), node.get("threshold").asDouble(), routing(node));
      case "channelSlice":
        return sketch.slice(
            node.get("first").asInt(), node.get("channels").asInt(), routing(node));
      case "globalMaxPooling":
        return sketch.globalMaxPooling(lanes(node));
      default:
        throw new IllegalArgumentException("kind (" + kind + ") must have its cases read here");
    }
  }

  private static PoolingChoice lanes(JsonNode node) {
    return new PoolingChoice(node.get("lanes").asInt(), pixels(node));
  }

  private static MultiplierKind multiplier(JsonNode node) {
    return MultiplierKind.of(node.path("multipliers").asText("dsp"));
  }

  private static int pixels(JsonNode node) {
    return node.path("pixels").asInt(1);
  }

  private static RoutingChoice routing(JsonNode node) {
    return new RoutingChoice(node.get("lanes").asInt());
  }

  private static Shape shape(JsonNode node) {
    return new Shape(node.get(0).asInt(), node.get(1).asInt(), node.get(2).asInt());
  }

  private static NumberFormat format(JsonNode node) {
    String text = node.asText();
    return new NumberFormat(Integer.parseInt(text.substring(1)), text.charAt(0) == 's');
  }

  private static Window window(JsonNode node) {
    JsonNode pads = node.get("pads");
    return new Window(
        node.get("kernel").get(0).asInt(),
        node.get("kernel").get(1).asInt(),
        node.get("stride").get(0).asInt(),
        node.get("stride").get(1).asInt(),
        pads.get(0).asInt(),
        pads.get(1).asInt(),
        pads.get(2).asInt(),
        pads.get(3).asInt());
  }

  private static Folding folding(JsonNode node) {
    return new Folding(
        node.get("parallelInputs").asInt(),
        node.get("channelsPerEngine").asInt(),
        node.get("parallelOutputs").asInt(),
        node.get("multipliersPerEngine").asInt(),
        node.get("outputLanes").asInt());
  }
}
