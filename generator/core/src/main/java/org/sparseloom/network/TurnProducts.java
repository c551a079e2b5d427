package org.sparseloom.network;

import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.tensor.Shape;

/** Puts the smaller input of a Mul second, where a multiplication takes its factors. */
final class TurnProducts implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    List<OnnxNode> turned =
        graph.nodes().stream().map(node -> turned(node, shapes)).toList();
    return new Result(graph.withNodes(turned), List.of());
  }

  private static OnnxNode turned(OnnxNode node, OnnxShapes shapes) {
    if (!node.operator().equals("Mul")) {
      return node;
    }
    Optional<Shape> first = shapes.shape(node.inputs().get(0));
    Optional<Shape> second = shapes.shape(node.inputs().get(1));
    boolean smaller =
        first.isPresent()
            && second.isPresent()
            && first.get().elements() < second.get().elements();
    return smaller
        ? node.withInputs(List.of(node.inputs().get(1), node.inputs().get(0)))
        : node;
  }
}
