package org.sparseloom.models;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;

/** All features of an image in one row, in channel, row, column order. */
record Flatten() implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(input.size(), 1, 1);
  }

  @Override
  public Block block() {
    return Blocks.batchFlattenBlock();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("Flatten").integer("axis", 1).append();
  }

  @Override
  public String label() {
    return "Flatten";
  }
}
