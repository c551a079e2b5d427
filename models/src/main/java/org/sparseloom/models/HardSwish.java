package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;

/** x times a line from 0 at -3 to 1 at 3 (MobileNetV3). */
record HardSwish() implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public Block block() {
    return new LambdaBlock(inputs -> new NDList(of(inputs.head())), "hardSwish");
  }

  private static NDArray of(NDArray x) {
    return x.mul(HardSigmoid.of(x));
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("HardSwish").append();
  }

  @Override
  public String label() {
    return "HardSwish";
  }
}
