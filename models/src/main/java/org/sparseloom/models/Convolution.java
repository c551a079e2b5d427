package org.sparseloom.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Square convolution without bias (the batch normalisation behind it has one), dilation 1.
 *
 * @param groups of channels that are convolved by themselves
 */
record Convolution(
    int inputChannels, int outputChannels, int kernel, int stride, int padding, int groups)
    implements Layer {
  /** A convolution of all channels together. */
  Convolution(int inputChannels, int outputChannels, int kernel, int stride, int padding) {
    this(inputChannels, outputChannels, kernel, stride, padding, 1);
  }

  /** Returns a convolution of every channel with a kernel of its own. */
  static Convolution depthwise(int channels, int kernel, int stride, int padding) {
    return new Convolution(channels, channels, kernel, stride, padding, channels);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(outputChannels, outputSize(input.height()), outputSize(input.width()));
  }

  private int outputSize(int inputSize) {
    return (inputSize + 2 * padding - kernel) / stride + 1;
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    return (long) outputShape(input).size() * inputChannels / groups * kernel * kernel;
  }

  @Override
  public Block block() {
    return Conv2d.builder()
        .setFilters(outputChannels)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .optGroups(groups)
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
        .integer("group", groups)
        .parameter("weight", trained.getParameters().get("weight").getArray())
        .append();
  }

  @Override
  public String label() {
    String name = groups == 1 ? "Conv" : "Conv in " + groups + " groups";
    return "%s %dx%d/%d %d->%d"
        .formatted(name, kernel, kernel, stride, inputChannels, outputChannels);
  }
}
