package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxBuilder;

/**
 * Where a layer is written back as ONNX: its result shall be the tensor with the layer's name.
 *
 * @param model what to add nodes and constants to
 * @param inputs tensors with the layer's inputs, batch x C x H x W each
 * @param kernel the layer's weights if it has any
 */
public record ExportSite(
    OnnxBuilder model, List<String> inputs, Optional<ImportedLayer.Kernel> kernel) {
  public ExportSite {
    inputs = List.copyOf(inputs);
  }

  /** Returns the first input, the only one of most layers. */
  String from() {
    return inputs.get(0);
  }

  /** Returns the name of the initialiser with a layer's weights. */
  public static String weights(String layer) {
    return layer + "_weights";
  }

  /** Returns the name of the initialiser with a layer's biases. */
  public static String biases(String layer) {
    return layer + "_biases";
  }
}
