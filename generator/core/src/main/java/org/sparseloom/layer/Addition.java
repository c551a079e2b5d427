package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;

/** The sum of two feature maps of equal shape, value by value, with an activation behind it. */
public record Addition(String name, Shape inputShape, Activation activation) implements Layer {
  @Override
  public List<Shape> inputShapes() {
    return List.of(inputShape, inputShape);
  }

  @Override
  public Shape outputShape() {
    return inputShape;
  }
}
