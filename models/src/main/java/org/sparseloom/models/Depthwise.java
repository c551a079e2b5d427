package org.sparseloom.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;

/** Convolution of every channel with a square kernel of its own, without bias. */
record Depthwise(int channels, int kernel, int stride, int padding) implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new Convolution(channels, channels, kernel, stride, padding).outputShape(input);
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    return (long) outputShape(input).size() * kernel * kernel;
  }

  @Override
  public Block block() {
    return Conv2d.builder()
        .setFilters(channels)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optGroups(channels)
        .optBias(false)
        .build();
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    onnx.node("Conv")
        .ints("kernel_shape", kernel, kernel)
        .ints("strides", stride, stride)
        .ints("pads", padding, padding, padding, padding)
        .ints("dilations", 1, 1)
        .integer("group", channels)
        .parameter("weight", trained.getParameters().get("weight").getArray())
        .append();
  }

  @Override
  public String label() {
    return "Depthwise %dx%d/%d %d".formatted(kernel, kernel, stride, channels);
  }
}
