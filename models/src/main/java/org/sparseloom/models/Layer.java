package org.sparseloom.models;

import ai.djl.nn.Block;

/**
 * One layer of a network to train: its shapes, the block that PyTorch trains, the node that ONNX
 * gets.
 */
interface Layer {

  /** Shape of the output for an input of this shape. */
  FeatureShape outputShape(FeatureShape input);

  /** Multiplications with a weight, for one image; 0 for a layer without weights that multiply. */
  default long multiplyAccumulates(FeatureShape input) {
    return 0;
  }

  /** Whether {@link TrainingRecipe#activationPenalty} acts on the output. */
  default boolean isActivation() {
    return false;
  }

  /** A new, untrained block. */
  Block block();

  /** Appends this layer with the parameters of {@code trained}, which came from {@link #block}. */
  void appendTo(OnnxWriter onnx, Block trained);

  /** Short text for tables, such as {@code Conv 3x3/2 16->32}. */
  String label();
}
