package org.sparseloom.network;

import java.util.List;
import java.util.Map;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxShapes;

/**
 * One simplification of an ONNX graph before its nodes become layers. A pass changes what it fully
 * understands and leaves the rest alone; what then remains is reported by the import.
 */
interface GraphPass {
  /**
   * A pass's result.
   *
   * @param notes what the user should know, one sentence each
   * @param dimensions of tensors that the pass made and that the file does not have, as {@link
   *     OnnxShapes#dimensions}
   */
  record Result(OnnxGraph graph, List<String> notes, Map<String, List<Long>> dimensions) {
    /** A pass that makes no tensors. */
    Result(OnnxGraph graph, List<String> notes) {
      this(graph, notes, Map.of());
    }
  }

  Result apply(OnnxGraph graph, OnnxShapes shapes);
}
