package org.sparseloom.layer;

import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Window;

/** What the streams of a stage must be that keeps channels apart. */
final class PoolingChecks {
  private PoolingChecks() {}

  /** Refuses streams whose pixels side by side do not go with each other under a window. */
  static void windows(Layer layer, Window window, StreamFormat input, StreamFormat output) {
    // One pixel is always legal: the counts are only worked out for more.
    if (input.pixels() != 1 && !layer.pixelCounts().contains(input.pixels())
        || output.pixels() != LineBuffer.windowsPerBeat(window, input.pixels())) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + input + " and " + output + " must have pixels side by side as"
              + " stride " + window.strideX() + " asks for");
    }
  }

  /** Refuses streams of other shapes than the layer's, or of different lanes or pixels. */
  static void valueWise(Layer layer, StreamFormat input, StreamFormat output) {
    channelWise(layer, input, output);
    windows(layer, Window.pointwise(), input, output);
  }

  /** Refuses streams of other shapes than the layer's, or of different lanes. */
  static void channelWise(Layer layer, StreamFormat input, StreamFormat output) {
    shapes(layer, input, output);
    if (input.lanes() != output.lanes()) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + input + " and " + output + " must have equal lanes");
    }
  }

  /** Refuses streams of other shapes than the layer's. */
  static void shapes(Layer layer, StreamFormat input, StreamFormat output) {
    if (!input.shape().equals(layer.inputShape())
        || !output.shape().equals(layer.outputShape())) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + input + " and " + output + " must be of shapes "
              + layer.inputShape() + " and " + layer.outputShape());
    }
  }

  /** Refuses streams of different formats. */
  static void unchanged(Layer layer, StreamFormat input, StreamFormat output) {
    if (!input.format().equals(output.format())) {
      throw new IllegalArgumentException(
          layer.name() + ": output " + output.format() + " must be as input " + input.format());
    }
  }
}
