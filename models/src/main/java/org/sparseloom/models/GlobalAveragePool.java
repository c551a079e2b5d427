package org.sparseloom.models;

import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;

/** Mean of every channel over the whole image. */
record GlobalAveragePool() implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(input.channels(), 1, 1);
  }

  @Override
  public Block block() {
    return Pool.globalAvgPool2dBlock();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("GlobalAveragePool").append();
  }

  @Override
  public String label() {
    return "GlobalAveragePool";
  }
}
