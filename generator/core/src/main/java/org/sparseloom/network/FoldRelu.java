package org.sparseloom.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.layer.Activation;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;

/**
 * Folds a Relu into the Conv, Gemm, MatMul or Add before it, also through maximum pooling: the maximum
 * of the ReLUs is the ReLU of the maximum. The producer is marked with the text attributes {@link
 * #ACTIVATION} and {@link #WATCH}.
 */
final class FoldRelu implements GraphPass {
  /** Text attribute of a node: the name of the {@link Activation} that is folded in. */
  static final String ACTIVATION = "activation";

  /** Text attribute of a node: the tensor of the original file that holds the ReLU's result. */
  static final String WATCH = "watch";

  private static final Set<String> PRODUCERS = Set.of("Conv", "Gemm", "MatMul", "Add");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("Relu")) {
        folded = fold(folded, folded.producer(node.output()).orElseThrow());
      }
    }
    return new Result(folded, List.of());
  }

  private static OnnxGraph fold(OnnxGraph graph, OnnxNode relu) {
    Optional<OnnxNode> before = readOnceProducer(graph, relu);
    Optional<OnnxNode> weighted = before;
    while (weighted.isPresent() && weighted.get().operator().equals("MaxPool")) {
      weighted = readOnceProducer(graph, weighted.get());
    }
    if (weighted.isEmpty() || !PRODUCERS.contains(weighted.get().operator())) {
      return graph;
    }
    OnnxNode producer = weighted.get();
    OnnxNode marked = producer.withText(ACTIVATION, Activation.RELU.name()).withText(WATCH, relu.output());
    List<OnnxNode> rest = graph.nodes().stream().filter(node -> !node.equals(relu)).toList();
    OnnxGraph withoutRelu = graph.withNodes(rest);
    return before.get().equals(producer)
        ? withoutRelu.replace(producer, marked.withOutput(relu.output()))
        : withoutRelu
            .replace(producer, marked)
            .replace(before.get(), before.get().withOutput(relu.output()));
  }

  private static Optional<OnnxNode> readOnceProducer(OnnxGraph graph, OnnxNode reader) {
    String tensor = reader.inputs().get(0);
    return graph.readOnce(tensor) ? graph.producer(tensor) : Optional.empty();
  }
}
