package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;

/** Mean over all pixels, per channel; the output is a 1x1 image. */
public record GlobalAveragePooling(String name, Shape inputShape) implements Layer {
  @Override
  public List<Integer> pixelCounts() {
    return ConvolutionGrid.divisors(inputShape.width());
  }

  @Override
  public Shape outputShape() {
    return new Shape(inputShape.channels(), 1, 1);
  }
}
