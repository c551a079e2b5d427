package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;

/** Every pixel becomes a square of equal ones. */
record Upsample(int factor) implements Layer {

  private static final int HEIGHT_AXIS = 2;
  private static final int WIDTH_AXIS = 3;

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(input.channels(), input.height() * factor, input.width() * factor);
  }

  @Override
  public Block block() {
    return new LambdaBlock(inputs -> new NDList(repeated(inputs.head())), "upsample");
  }

  private NDArray repeated(NDArray x) {
    return x.repeat(HEIGHT_AXIS, factor).repeat(WIDTH_AXIS, factor);
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("Resize")
        .text("mode", "nearest")
        .text("coordinate_transformation_mode", "asymmetric")
        .text("nearest_mode", "floor")
        .noInput()
        .constant("scales", 1, 1, factor, factor)
        .append();
  }

  @Override
  public String label() {
    return "Upsample x" + factor;
  }
}
