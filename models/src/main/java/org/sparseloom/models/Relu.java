package org.sparseloom.models;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;

/** Rectified linear unit: max(0, x). */
record Relu() implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public boolean isActivation() {
    return true;
  }

  @Override
  public Block block() {
    return Activation.reluBlock();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("Relu").append();
  }

  @Override
  public String label() {
    return "ReLU";
  }
}
