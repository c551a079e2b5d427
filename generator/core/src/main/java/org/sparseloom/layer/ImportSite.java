package org.sparseloom.layer;

import java.util.List;
import java.util.function.Consumer;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;

/**
 * Where a node is imported.
 *
 * @param layerName unique legal identifier that the layer shall bear
 * @param node what to import
 * @param graph its surroundings, for constants
 * @param inputs shapes of the feature maps that it reads ({@link LayerKind#streams})
 * @param output shape of the node's first output, as ONNX Runtime computed it
 * @param activation folded into the node
 * @param refuse takes each reason why the node cannot be imported, e.g. "transA (1) must be 0"
 */
public record ImportSite(
    String layerName,
    OnnxNode node,
    OnnxGraph graph,
    List<Shape> inputs,
    Shape output,
    Activation activation,
    Consumer<String> refuse) {
  /** Integer attribute of a Gemm or MatMul: 1 if its inputs are in stream order already. */
  public static final String STREAM_ORDER = "stream_order";

  /** Integers of a DepthToSpace: block height and width, and runs of channels. */
  public static final String BLOCK = "block";

  /** Integers of a DepthToSpace with {@link #BLOCK}: rows and columns left out at the start. */
  public static final String CROP = "crop";

  public ImportSite {
    inputs = List.copyOf(inputs);
  }

  /** Returns the shape of the first input, the only one of most layers. */
  Shape input() {
    return inputs.get(0);
  }
}
