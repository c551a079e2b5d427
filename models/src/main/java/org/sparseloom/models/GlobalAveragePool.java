package org.sparseloom.models;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;

/** Mean of every channel over the whole image. */
record GlobalAveragePool() implements Layer {

  private static final int[] HEIGHT_AXIS = {2};
  private static final int[] WIDTH_AXIS = {3};

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(input.channels(), 1, 1);
  }

  @Override
  public Block block() {
    // DJL's own block drops the axes, which a convolution behind it needs.
    return new LambdaBlock(
        inputs -> new NDList(inputs.head().mean(WIDTH_AXIS, true).mean(HEIGHT_AXIS, true)), "globalAveragePool");
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
