package org.sparseloom.network;

import java.util.List;
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
   */
  record Result(OnnxGraph graph, List<String> notes) {}

  Result apply(OnnxGraph graph, OnnxShapes shapes);
}
