package org.sparseloom.layer;

import java.util.Optional;

/**
 * A layer as it comes out of an ONNX node.
 *
 * @param kernel its weights if it has any
 */
public record ImportedLayer(Layer layer, Optional<Kernel> kernel) {

  /**
   * Float weights in the order of {@link org.sparseloom.tensor.Weights}, and biases; given away.
   *
   * @param weightTensor the initialiser that they came from
   */
  public record Kernel(float[] weights, float[] biases, String weightTensor) {}
}
