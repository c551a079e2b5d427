package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/**
 * Some of the channels of a feature map; a Split is one of these for each of its outputs.
 *
 * @param first channel that is kept
 * @param channels how many are kept
 */
public record ChannelSlice(String name, Shape inputShape, int first, int channels)
    implements Layer {
  public ChannelSlice {
    if (first < 0 || channels < 1 || first + channels > inputShape.channels()) {
      throw new IllegalArgumentException(
          name + ": channels " + first + " to " + (first + channels - 1) + " must be among the "
              + inputShape.channels());
    }
  }

  @Override
  public boolean keepsChannels() {
    return false;
  }

  @Override
  public Shape outputShape() {
    return new Shape(channels, inputShape.height(), inputShape.width());
  }
}
