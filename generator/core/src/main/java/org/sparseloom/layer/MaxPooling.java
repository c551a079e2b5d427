package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Maximum over a window, per channel; padding never wins (it is left out of the maximum). */
public record MaxPooling(String name, Shape inputShape, Window window) implements Layer {
  @Override
  public List<Integer> pixelCounts() {
    return PixelCounts.of(this, window);
  }

  @Override
  public Shape outputShape() {
    return window.output(inputShape, inputShape.channels());
  }
}
