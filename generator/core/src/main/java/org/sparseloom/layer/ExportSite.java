package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.onnx.OnnxBuilder;

/**
 * Where a layer is written back as ONNX: its result shall be the tensor with the layer's name.
 *
 * @param model what to add nodes and constants to
 * @param from tensor with the layer's input, batch x C x H x W
 * @param kernel the layer's weights if it has any
 */
public record ExportSite(OnnxBuilder model, String from, Optional<ImportedLayer.Kernel> kernel) {
  /** Returns the name of the initialiser with a layer's weights. */
  public static String weights(String layer) {
    return layer + "_weights";
  }

  /** Returns the name of the initialiser with a layer's biases. */
  public static String biases(String layer) {
    return layer + "_biases";
  }
}
