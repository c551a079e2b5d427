package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Transposed convolution without bias whose kernel is as wide as its stride: each pixel becomes a
 * square. DJL has none for PyTorch, so it is trained as the 1x1 convolution to the channels of all
 * pixels of the square that it is, whose outputs then move to their places.
 */
record TransposedConvolution(int inputChannels, int outputChannels, int stride) implements Layer {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(outputChannels, input.height() * stride, input.width() * stride);
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    return (long) outputShape(input).size() * inputChannels;
  }

  @Override
  public Block block() {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setFilters(outputChannels * stride * stride)
                .setKernelShape(new Shape(1, 1))
                .optBias(false)
                .build())
        .add(new LambdaBlock(inputs -> new NDList(toSquares(inputs.head())), "toSquares"));
  }

  /** Channel (output, row, column) becomes that row and column of each square. */
  private NDArray toSquares(NDArray x) {
    long batch = x.getShape().get(0);
    long height = x.getShape().get(2);
    long width = x.getShape().get(3);
    return x.reshape(batch, outputChannels, stride, stride, height, width)
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(batch, outputChannels, height * stride, width * stride);
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    NDArray pointwise =
        trained.getChildren().get(0).getValue().getParameters().get("weight").getArray();
    onnx.node("ConvTranspose")
        .ints("kernel_shape", stride, stride)
        .ints("strides", stride, stride)
        .ints("pads", 0, 0, 0, 0)
        .parameter(
            "weight",
            pointwise
                .reshape((long) outputChannels * stride * stride, inputChannels)
                .transpose()
                .reshape(inputChannels, outputChannels, stride, stride))
        .append();
  }

  @Override
  public String label() {
    return "ConvTranspose %dx%d/%d %d->%d"
        .formatted(stride, stride, stride, inputChannels, outputChannels);
  }
}
