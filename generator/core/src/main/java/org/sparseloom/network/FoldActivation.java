package org.sparseloom.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.layer.Activation;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Folds a Relu, or a Clip from 0 upwards or from 0 to 6, into the Conv, Gemm, MatMul, Add or Mul
 * before it, also through maximum pooling (the maximum of the ReLUs is the ReLU of the maximum) and
 * DepthToSpace. The producer is marked with the text attributes {@link #ACTIVATION} and {@link
 * #WATCH}.
 */
final class FoldActivation implements GraphPass {
  /** Text attribute of a node: the name of the {@link Activation} that is folded in. */
  static final String ACTIVATION = "activation";

  /** Text attribute of a node: the tensor of the original file that holds the result. */
  static final String WATCH = "watch";

  private static final Set<String> PRODUCERS = Set.of("Conv", "Gemm", "MatMul", "Add", "Mul");

  /** What copies or chooses values: the activation before it gives the same as behind it. */
  private static final Set<String> TRANSPARENT = Set.of("MaxPool", "DepthToSpace");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      Activation activation = activation(graph, node);
      if (activation != Activation.NONE) {
        folded = fold(folded, folded.producer(node.output()).orElseThrow(), activation);
      }
    }
    return new Result(folded, List.of());
  }

  /** Returns the activation that a node is; none if it is something else. */
  static Activation activation(OnnxGraph graph, OnnxNode node) {
    return switch (node.operator()) {
      case "Relu" -> Activation.RELU;
      case "Relu6" -> Activation.RELU6;
      case "Clip" -> clip(graph, node);
      default -> Activation.NONE;
    };
  }

  private static Activation clip(OnnxGraph graph, OnnxNode node) {
    double least = limit(graph, node, 1, "min", Double.NEGATIVE_INFINITY);
    double most = limit(graph, node, 2, "max", Double.POSITIVE_INFINITY);
    if (least != 0) {
      return Activation.NONE;
    }
    return most == Activation.SIX
        ? Activation.RELU6
        : most >= Float.MAX_VALUE ? Activation.RELU : Activation.NONE;
  }

  /** Returns the upper limit of a node that clips at 0 and there; none if it is something else. */
  static Optional<Double> limit(OnnxGraph graph, OnnxNode node) {
    if (node.operator().equals("Relu6")) {
      return Optional.of(Activation.SIX);
    }
    boolean clips =
        node.operator().equals("Clip")
            && limit(graph, node, 1, "min", Double.NEGATIVE_INFINITY) == 0;
    double most = clips ? limit(graph, node, 2, "max", Double.POSITIVE_INFINITY) : 0;
    return most > 0 && most < Float.MAX_VALUE ? Optional.of(most) : Optional.empty();
  }

  /** Since opset 11 the limits are inputs, before they were attributes; NaN if it is computed. */
  private static double limit(
      OnnxGraph graph, OnnxNode node, int input, String attribute, double otherwise) {
    if (node.input(input).isEmpty()) {
      return node.attributes().containsKey(attribute)
          ? node.real(attribute, 0)
          : otherwise;
    }
    Optional<OnnxTensor> constant = graph.constant(node, input);
    return constant.isPresent() ? constant.get().values()[0] : Double.NaN;
  }

  private static OnnxGraph fold(OnnxGraph graph, OnnxNode node, Activation activation) {
    Optional<OnnxNode> before = readOnceProducer(graph, node);
    Optional<OnnxNode> summing = before;
    while (summing.isPresent() && TRANSPARENT.contains(summing.get().operator())) {
      summing = readOnceProducer(graph, summing.get());
    }
    if (summing.isEmpty() || !PRODUCERS.contains(summing.get().operator())) {
      return graph;
    }
    OnnxNode producer = summing.get();
    // Two in a row are the narrower of them.
    boolean six =
        producer.text(ACTIVATION, "").equals(Activation.RELU6.name())
            || activation == Activation.RELU6;
    Activation both = six ? Activation.RELU6 : Activation.RELU;
    OnnxNode marked = producer.withText(ACTIVATION, both.name()).withText(WATCH, node.output());
    List<OnnxNode> rest = graph.nodes().stream().filter(other -> !other.equals(node)).toList();
    OnnxGraph without = graph.withNodes(rest);
    return before.get().equals(producer)
        ? without.replace(producer, marked.withOutput(node.output()))
        : without
            .replace(producer, marked)
            .replace(before.get(), before.get().withOutput(node.output()));
  }

  private static Optional<OnnxNode> readOnceProducer(OnnxGraph graph, OnnxNode reader) {
    String tensor = reader.inputs().get(0);
    return graph.readOnce(tensor) ? graph.producer(tensor) : Optional.empty();
  }
}
