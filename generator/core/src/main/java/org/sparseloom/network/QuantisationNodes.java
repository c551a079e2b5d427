package org.sparseloom.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.layer.Activation;
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.network.TakenQuantisation.TakenStream;
import org.sparseloom.network.TakenQuantisation.TakenWeights;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Takes QuantizeLinear and DequantizeLinear out of a graph and says what they state. Of a feature map
 * a pair of them is its rounding, which the hardware does anyway; of a constant a DequantizeLinear,
 * perhaps behind a QuantizeLinear, gives the real weights.
 *
 * <p>Exact re-expressions: int8 with zero point -128 is unsigned with 0, uint8 with 128 is signed
 * with 0 (16 bits likewise); values without a ReLU that are quantised unsigned get one, as saturation
 * at 0 is just that; weights with a zero point are their differences from it, with one bit more if
 * need be; sums that are rounded before their activation as behind it need be rounded but once, and
 * if the two roundings differ, the activation gets a layer of its own: a 1x1 depthwise convolution by
 * 1.
 */
final class QuantisationNodes {
  private static final String QUANTIZE = "QuantizeLinear";
  private static final String DEQUANTIZE = "DequantizeLinear";

  /** What gives signed values unless a ReLU follows. */
  private static final Set<String> SUMS =
      Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Add", "Mul", "BatchNormalization");

  /** What renames values or puts them in another order. */
  private static final Set<String> RENAMING =
      Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose");

  /** The host computes them, whatever follows. */
  private static final Set<String> LEFT_TO_HOST = Set.of("Softmax", "LogSoftmax");

  /** Narrowest weight: it holds 1. */
  private static final int UNIT_BITS = 4;

  private final OnnxShapes shapes;
  private OnnxGraph graph;
  private final List<TakenStream> streams = new ArrayList<>();
  private final Map<String, TakenWeights> weights = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** The output of the ReLU that a tensor got. */
  private final Map<String, String> rectified = new HashMap<>();

  private QuantisationNodes(OnnxGraph graph, OnnxShapes shapes) {
    this.graph = graph;
    this.shapes = shapes;
  }

  /** Takes them out of a graph; one without any stays as it is. */
  static TakenQuantisation takenOut(OnnxGraph graph, OnnxShapes shapes) {
    return new QuantisationNodes(graph, shapes).takenOut();
  }

  private TakenQuantisation takenOut() {
    List<OnnxNode> all = graph.nodes();
    for (OnnxNode node : all) {
      if (node.operator().equals(DEQUANTIZE)) {
        // Looked up again: an earlier removal may have renamed its input.
        take(graph.producer(node.output()).orElseThrow());
      }
    }
    boolean any = !streams.isEmpty() || !weights.isEmpty();
    OnnxGraph left =
        any ? new DropUnused().apply(graph, OnnxShapes.unknown()).graph() : graph;
    return new TakenQuantisation(left, streams, weights, problems);
  }

  private void take(OnnxNode dequantize) {
    Optional<QuantisationParameters> parameters = parameters(dequantize);
    if (parameters.isEmpty()) {
      return;
    }
    Optional<OnnxTensor> constant = graph.constant(dequantize, 0);
    if (constant.isPresent()) {
      takeWeights(dequantize, constant.get(), parameters.get());
      return;
    }
    Optional<OnnxNode> quantize =
        graph
            .producer(dequantize.inputs().get(0))
            .filter(node -> node.operator().equals(QUANTIZE));
    if (quantize.isEmpty()) {
      refuse(
          dequantize,
          "it must read what a " + QUANTIZE + " gives, or a constant of 8, 16 or 32 bits");
      return;
    }
    Optional<QuantisationParameters> before = parameters(quantize.get());
    if (before.isEmpty()) {
      return;
    }
    if (!before.get().equalTo(parameters.get())) {
      refuse(dequantize, "its scale and zero point must be those of '" + quantize.get().name() + "'");
      return;
    }
    Optional<OnnxTensor> real = graph.constant(quantize.get(), 0);
    if (real.isPresent()) {
      takeWeights(dequantize, before.get().quantised(real.get()), parameters.get());
    } else {
      takeStream(quantize.get(), dequantize, before.get());
    }
  }

  private Optional<QuantisationParameters> parameters(OnnxNode node) {
    return QuantisationParameters.of(graph, node, reason -> refuse(node, reason));
  }

  private void takeWeights(
      OnnxNode dequantize, OnnxTensor integers, QuantisationParameters parameters) {
    Optional<OnnxTensor> differences =
        parameters.differences(integers, reason -> refuse(dequantize, reason));
    if (differences.isEmpty()) {
      return;
    }
    int bits = differences.get().integers().orElseThrow().bits();
    if (bits < Integer.SIZE) {
      weights.put(
          dequantize.output(),
          new TakenWeights(
              dequantize.name(),
              bits,
              parameters.scales(),
              parameters.axis(integers.dimensions().size())));
    }
    List<OnnxNode> rest =
        graph.nodes().stream().filter(node -> !node.equals(dequantize)).toList();
    graph =
        graph
            .withNodes(rest)
            .withConstant(parameters.real(differences.get(), dequantize.output()));
  }

  private void takeStream(
      OnnxNode quantize, OnnxNode dequantize, QuantisationParameters parameters) {
    String tensor = quantize.inputs().get(0);
    Optional<OnnxNode> producer = graph.producer(tensor);
    if (producer.filter(node -> LEFT_TO_HOST.contains(node.operator())).isPresent()) {
      graph = graph.bypass(dequantize, tensor);
      return;
    }
    Optional<OnnxNode> activation = activationBehind(dequantize);
    if (activation.filter(node -> roundedAlike(node, parameters)).isPresent()) {
      graph = graph.bypass(dequantize, tensor);
      return;
    }
    Optional<NumberFormat> format = parameters.streamFormat(reason -> refuse(quantize, reason));
    if (format.isEmpty()) {
      return;
    }
    boolean cut =
        !format.get().signed()
            && producer.filter(node -> SUMS.contains(node.operator())).isPresent();
    List<String> names = new ArrayList<>();
    if (cut) {
      names.add(rectified(quantize, dequantize, tensor));
    } else if (activation.isPresent() && shapes.shape(tensor).isPresent()) {
      separate(dequantize, tensor, activation.get());
    } else {
      graph = graph.bypass(dequantize, tensor);
    }
    names.add(tensor);
    while (producer.filter(node -> RENAMING.contains(node.operator())).isPresent()) {
      names.add(producer.get().inputs().get(0));
      producer = graph.producer(producer.get().inputs().get(0));
    }
    streams.add(
        new TakenStream(
            quantize.name(), names, new Stream(format.get(), parameters.scales()[0])));
  }

  /** Returns the Relu or Clip that reads a tensor, if nothing else does. */
  private Optional<OnnxNode> activationBehind(OnnxNode dequantize) {
    return graph.consumers(dequantize.output()).stream()
        .filter(node -> graph.readOnce(dequantize.output()))
        .filter(node -> FoldActivation.activation(graph, node) != Activation.NONE)
        .findFirst();
  }

  /** Says whether what a node gives is rounded by these scales and read in no other way. */
  private boolean roundedAlike(OnnxNode node, QuantisationParameters wanted) {
    List<OnnxNode> readers = graph.consumers(node.output());
    return !readers.isEmpty()
        && !graph.outputs().contains(node.output())
        && readers.stream()
            .allMatch(
                reader ->
                    reader.operator().equals(QUANTIZE)
                        && parameters(reader).filter(wanted::equalTo).isPresent());
  }

  /** Puts a multiplication of every channel by 1 in the place of a pair, for its activation. */
  private void separate(OnnxNode dequantize, String tensor, OnnxNode activation) {
    int channels = shapes.shape(tensor).orElseThrow().channels();
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    OnnxTensor units =
        new OnnxTensor(
            dequantize.output() + "__ones", List.of((long) channels, 1L, 1L, 1L), ones);
    weights.put(
        units.name(), new TakenWeights(dequantize.name(), UNIT_BITS, new double[] {1}, 0));
    OnnxNode multiply =
        new OnnxNode(
                activation.name(),
                "Conv",
                List.of(tensor, units.name()),
                List.of(dequantize.output()),
                Map.of())
            .withInteger("group", channels);
    graph = graph.withConstant(units).replace(dequantize, multiply);
  }

  /** Puts a Relu in the place of the first pair behind a tensor; returns its output. */
  private String rectified(OnnxNode quantize, OnnxNode dequantize, String tensor) {
    if (rectified.containsKey(tensor)) {
      graph = graph.bypass(dequantize, rectified.get(tensor));
    } else {
      rectified.put(tensor, dequantize.output());
      List<String> output = List.of(dequantize.output());
      OnnxNode relu =
          new OnnxNode(quantize.name(), "Relu", List.of(tensor), output, Map.of());
      graph = graph.replace(dequantize, relu);
    }
    return rectified.get(tensor);
  }

  private void refuse(OnnxNode node, String reason) {
    problems.add(NetworkImporter.problem(node, reason));
  }
}
