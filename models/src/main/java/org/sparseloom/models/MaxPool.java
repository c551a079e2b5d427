package org.sparseloom.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;

/** Maximum over square windows that do not overlap, no padding. */
record MaxPool(int kernel) implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(input.channels(), input.height() / kernel, input.width() / kernel);
  }

  @Override
  public Block block() {
    return Pool.maxPool2dBlock(new Shape(kernel, kernel), new Shape(kernel, kernel));
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("MaxPool")
        .ints("kernel_shape", kernel, kernel)
        .ints("strides", kernel, kernel)
        .append();
  }

  @Override
  public String label() {
    return "MaxPool %dx%d/%d".formatted(kernel, kernel, kernel);
  }
}
