package org.sparseloom.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;

/** Removes nodes that no output depends on, such as the shape arithmetic before a flattening. */
final class DropUnused implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    Set<String> needed = new HashSet<>(graph.outputs());
    List<OnnxNode> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(nodes.get(i).inputs());
      }
    }
    List<OnnxNode> left =
        nodes.stream().filter(node -> node.outputs().stream().anyMatch(needed::contains)).toList();
    return new Result(graph.withNodes(left), List.of());
  }
}
