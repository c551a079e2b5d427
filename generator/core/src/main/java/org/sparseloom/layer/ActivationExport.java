package org.sparseloom.layer;

import java.util.List;
import java.util.function.Consumer;
import org.sparseloom.onnx.OnnxBuilder;

/** Writes a layer's sum and its activation as ONNX nodes. */
final class ActivationExport {
  private ActivationExport() {}

  /**
   * Adds the sum, whose node shall bear the layer's name, so that an import finds it again; then
   * Relu or Clip if there is an activation.
   *
   * @param layer name of the tensor with the result
   * @param sum adds the nodes of the sum, whose tensor shall have the name it is given
   */
  static void add(Activation activation, String layer, OnnxBuilder model, Consumer<String> sum) {
    if (activation == Activation.NONE) {
      sum.accept(layer);
      return;
    }
    String before = layer + "_sum";
    sum.accept(before);
    if (activation == Activation.RELU) {
      model.named(layer + "_relu", "Relu", layer, List.of(before));
    } else {
      String least = layer + "_least";
      String most = layer + "_most";
      model
          .floats(least, new float[] {0})
          .floats(most, new float[] {(float) activation.largest()})
          .named(layer + "_clip", "Clip", layer, List.of(before, least, most));
    }
  }
}
