package org.sparseloom.network;

import java.util.List;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;

/** Replaces nodes that compute with constants only by what ONNX Runtime computed for them. */
final class FoldConstants implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      if (shapes.constants().containsKey(node.output())) {
        List<OnnxNode> rest =
            folded.nodes().stream().filter(other -> !other.equals(node)).toList();
        folded =
            folded.withNodes(rest).withConstant(shapes.constants().get(node.output()));
      }
    }
    return new Result(folded, List.of());
  }
}
