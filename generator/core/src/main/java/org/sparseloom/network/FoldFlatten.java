package org.sparseloom.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.tensor.Shape;

/**
 * Removes nodes that only turn a feature map into a vector: the stream stays as it is, and a fully
 * connected layer behind it has its weights put into stream order at import.
 */
final class FoldFlatten implements GraphPass {
  /** Operators that may do no more than flatten. */
  static final Set<String> OPERATORS = Set.of("Flatten", "Reshape", "Squeeze", "Unsqueeze");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph left = graph;
    for (OnnxNode node : graph.nodes()) {
      if (OPERATORS.contains(node.operator()) && flattens(node, shapes)) {
        OnnxNode present = left.producer(node.output()).orElseThrow();
        left = left.bypass(present, present.inputs().get(0));
      }
    }
    return new Result(left, List.of());
  }

  private static boolean flattens(OnnxNode node, OnnxShapes shapes) {
    Optional<Shape> from = shapes.shape(node.inputs().get(0));
    Optional<Shape> to = shapes.shape(node.output());
    return from.isPresent()
        && to.isPresent()
        && to.get().equals(new Shape(from.get().elements(), 1, 1));
  }
}
