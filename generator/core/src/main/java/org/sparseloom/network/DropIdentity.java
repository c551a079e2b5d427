package org.sparseloom.network;

import java.util.List;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;

/** Removes what changes nothing: Identity, Dropout at inference, the mean over one pixel. */
final class DropIdentity implements GraphPass {
  private static final Set<String> OPERATORS = Set.of("Identity", "Dropout");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph left = graph;
    for (OnnxNode node : graph.nodes()) {
      if (OPERATORS.contains(node.operator()) || meanOfOne(node, shapes)) {
        // Looked up again: an earlier removal may have renamed its input.
        OnnxNode present = left.producer(node.output()).orElseThrow();
        left = left.bypass(present, present.inputs().get(0));
      }
    }
    return new Result(left, List.of());
  }

  private static boolean meanOfOne(OnnxNode node, OnnxShapes shapes) {
    return node.operator().equals("GlobalAveragePool")
        && shapes.shape(node.inputs().get(0)).filter(shape -> shape.pixels() == 1).isPresent();
  }
}
