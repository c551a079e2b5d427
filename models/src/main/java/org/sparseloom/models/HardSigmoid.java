package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;

/** A line from 0 at -3 to 1 at 3, level beyond. */
record HardSigmoid() implements Layer {

  private static final float SLOPE = 1f / 6;

  /** ReLU6 has a gradient in DJL where a clip with plain numbers has none. */
  static NDArray of(NDArray x) {
    NDArray three = x.getManager().create(3f);
    NDArray slope = x.getManager().create(SLOPE);
    return Activation.relu6(x.add(three)).mul(slope);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public Block block() {
    return new LambdaBlock(inputs -> new NDList(of(inputs.head())), "hardSigmoid");
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("HardSigmoid").real("alpha", SLOPE).real("beta", 0.5f).append();
  }

  @Override
  public String label() {
    return "HardSigmoid";
  }
}
