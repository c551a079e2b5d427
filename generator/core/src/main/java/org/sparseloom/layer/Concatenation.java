package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;

/**
 * Feature maps of equal rows and columns joined pixel by pixel: the channels of the first, then
 * those of the next.
 */
public record Concatenation(String name, List<Shape> inputShapes) implements Layer {
  public Concatenation {
    inputShapes = List.copyOf(inputShapes);
    Shape first = inputShapes.get(0);
    for (Shape shape : inputShapes) {
      if (shape.height() != first.height() || shape.width() != first.width()) {
        throw new IllegalArgumentException(
            name + ": inputs " + inputShapes + " must have equal rows and columns");
      }
    }
  }

  @Override
  public boolean keepsChannels() {
    return false;
  }

  @Override
  public Shape inputShape() {
    return inputShapes.get(0);
  }

  @Override
  public Shape outputShape() {
    int channels = inputShapes.stream().mapToInt(Shape::channels).sum();
    return new Shape(channels, inputShape().height(), inputShape().width());
  }

  @Override
  public boolean combines() {
    return false;
  }
}
