package org.sparseloom.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Square convolution without bias (the batch normalisation behind it has one), dilation and groups
 * 1.
 */
record Convolution(int inputChannels, int outputChannels, int kernel, int stride, int padding)
    implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(outputChannels, outputSize(input.height()), outputSize(input.width()));
  }

  private int outputSize(int inputSize) {
    return (inputSize + 2 * padding - kernel) / stride + 1;
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    return (long) outputShape(input).size() * inputChannels * kernel * kernel;
  }

  @Override
  public Block block() {
    return Conv2d.builder()
        .setFilters(outputChannels)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
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
        .integer("group", 1)
        .parameter("weight", trained.getParameters().get("weight").getArray())
        .append();
  }

  @Override
  public String label() {
    return "Conv %dx%d/%d %d->%d".formatted(kernel, kernel, stride, inputChannels, outputChannels);
  }
}
