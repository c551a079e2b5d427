package org.sparseloom.models;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;

/**
 * Matrix product with bias, on flat input; in ONNX a Gemm with a weight of shape [outputs, inputs].
 */
record FullyConnected(int inputs, int outputs) implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(outputs, 1, 1);
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    return (long) inputs * outputs;
  }

  @Override
  public Block block() {
    return Linear.builder().setUnits(outputs).build();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("Gemm")
        .real("alpha", 1)
        .real("beta", 1)
        .integer("transB", 1)
        .parameter("weight", trained.getParameters().get("weight").getArray())
        .parameter("bias", trained.getParameters().get("bias").getArray())
        .append();
  }

  @Override
  public String label() {
    return "Gemm %d->%d".formatted(inputs, outputs);
  }
}
