package org.sparseloom.network;

import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/** Makes one Gemm of a MatMul by a constant matrix and an Add of a constant vector. */
final class MergeMatMulAdd implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph merged = graph;
    for (OnnxNode matMul : graph.nodes()) {
      if (matMul.operator().equals("MatMul") && merged.readOnce(matMul.output())) {
        merged = mergeWithReader(merged, matMul);
      }
    }
    return new Result(merged, List.of());
  }

  private static OnnxGraph mergeWithReader(OnnxGraph graph, OnnxNode matMul) {
    List<OnnxNode> readers = graph.consumers(matMul.output());
    Optional<OnnxTensor> matrix = graph.constant(matMul, 1);
    if (readers.isEmpty() || matrix.isEmpty() || !readers.get(0).operator().equals("Add")) {
      return graph;
    }
    OnnxNode add = readers.get(0);
    String other = add.inputs().get(add.inputs().get(0).equals(matMul.output()) ? 1 : 0);
    List<Long> dimensions = matrix.get().dimensions();
    boolean fits =
        graph
            .constant(other)
            .filter(bias -> bias.values().length == dimensions.get(dimensions.size() - 1))
            .isPresent();
    if (!fits) {
      return graph;
    }
    OnnxNode gemm =
        new OnnxNode(
            matMul.name(),
            "Gemm",
            List.of(matMul.inputs().get(0), matMul.inputs().get(1), other),
            List.of(add.output()),
            matMul.attributes());
    List<OnnxNode> rest = graph.nodes().stream().filter(node -> !node.equals(add)).toList();
    return graph.withNodes(rest).replace(matMul, gemm);
  }
}
