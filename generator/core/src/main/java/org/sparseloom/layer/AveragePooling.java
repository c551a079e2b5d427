package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Mean over a window, per channel, padding zeros counted (ONNX count_include_pad = 1 or no pad). */
public record AveragePooling(String name, Shape inputShape, Window window) implements Layer {
  @Override
  public List<Integer> pixelCounts() {
    return PixelCounts.of(this, window);
  }

  @Override
  public Shape outputShape() {
    return window.output(inputShape, inputShape.channels());
  }
}
