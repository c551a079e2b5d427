package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** The sum of two feature maps of equal shape, value by value, with an activation behind it. */
public record Addition(String name, Shape inputShape, Activation activation) implements Layer {
  @Override
  public List<Shape> inputShapes() {
    return List.of(inputShape, inputShape);
  }

  @Override
  public List<Integer> pixelCounts() {
    return PixelCounts.of(this, Window.pointwise());
  }

  @Override
  public Shape outputShape() {
    return inputShape;
  }
}
