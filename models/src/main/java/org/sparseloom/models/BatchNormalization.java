package org.sparseloom.models;

import ai.djl.nn.Block;
import ai.djl.nn.ParameterList;
import ai.djl.nn.norm.BatchNorm;

/**
 * Batch normalisation per channel; in ONNX in its inference form, with the running mean and
 * variance.
 */
record BatchNormalization() implements Layer {

  static final float EPSILON = 1e-5f;

  /** Share of the newest batch in the running mean and variance. */
  private static final float MOMENTUM = 0.1f;

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public Block block() {
    return BatchNorm.builder().optEpsilon(EPSILON).optMomentum(MOMENTUM).build();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    ParameterList parameters = trained.getParameters();
    onnx.node("BatchNormalization")
        .real("epsilon", EPSILON)
        .parameter("scale", parameters.get("gamma").getArray())
        .parameter("bias", parameters.get("beta").getArray())
        .parameter("mean", parameters.get("runningMean").getArray())
        .parameter("variance", parameters.get("runningVar").getArray())
        .append();
  }

  @Override
  public String label() {
    return "BN";
  }
}
