package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Convolution with bias and activation. A fully connected layer is a pointwise convolution on a 1x1
 * image whose channels are the flattened input in stream order.
 *
 * @param groups channels and outputs are split into so many runs of equal length; the outputs of a
 *     run see the channels of the same run only (ONNX {@code group})
 */
public record Convolution(
    String name, Shape inputShape, int outputs, Window window, int groups, Activation activation)
    implements Layer {
  public Convolution {
    if (groups < 1 || inputShape.channels() % groups != 0 || outputs % groups != 0) {
      throw new IllegalArgumentException(
          name + ": groups (" + groups + ") must divide the channels (" + inputShape.channels()
              + ") and the outputs (" + outputs + ")");
    }
  }

  /** A convolution whose outputs see all channels. */
  public Convolution(
      String name, Shape inputShape, int outputs, Window window, Activation activation) {
    this(name, inputShape, outputs, window, 1, activation);
  }

  @Override
  public List<Integer> pixelCounts() {
    return PixelCounts.of(this, window);
  }

  @Override
  public Shape outputShape() {
    return window.output(inputShape, outputs);
  }

  @Override
  public long macs() {
    return (long) outputShape().pixels() * outputs * pairsPerOutput();
  }

  @Override
  public boolean keepsChannels() {
    return depthwise();
  }

  /** Returns weight-activation pairs per output value: kernel taps x channels of its group. */
  public int pairsPerOutput() {
    return window.taps() * channelsPerGroup();
  }

  /** Returns the input channels that an output sees. */
  public int channelsPerGroup() {
    return inputShape.channels() / groups;
  }

  /** Returns the outputs that see the same input channels. */
  public int outputsPerGroup() {
    return outputs / groups;
  }

  /** Returns the input channel that an output sees as the first of its group. */
  public int firstChannel(int output) {
    return output / outputsPerGroup() * channelsPerGroup();
  }

  /** Returns whether every output sees the one channel of its own number. */
  public boolean depthwise() {
    return groups == outputs && groups == inputShape.channels() && groups > 1;
  }
}
