package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Convolution with bias and, if {@code relu}, a ReLU behind it. A fully connected layer is a
 * pointwise convolution on a 1x1 image whose channels are the flattened input in stream order.
 */
public record Convolution(
    String name, Shape inputShape, int outputs, Window window, boolean relu) implements Layer {
  @Override
  public Shape outputShape() {
    return window.output(inputShape, outputs);
  }

  @Override
  public long macs() {
    return (long) outputShape().pixels() * outputs * pairsPerOutput();
  }

  /** Returns weight-activation pairs per output value: kernel taps x input channels. */
  public int pairsPerOutput() {
    return window.taps() * inputShape.channels();
  }
}
