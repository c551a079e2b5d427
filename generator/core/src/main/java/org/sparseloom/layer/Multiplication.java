package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * The product of two feature maps, value by value, with an activation behind it; the second may be
 * a single pixel with a factor for every channel (squeeze-and-excitation).
 *
 * @param factorPerChannel whether the second input is a single pixel while the first is not
 */
public record Multiplication(
    String name, Shape inputShape, boolean factorPerChannel, Activation activation)
    implements Layer {
  /** Returns the shape of the second input. */
  public Shape factorShape() {
    return factorPerChannel ? new Shape(inputShape.channels(), 1, 1) : inputShape;
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(inputShape, factorShape());
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
