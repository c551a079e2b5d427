package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/** Largest value over all pixels, per channel; the output is a 1x1 image. */
public record GlobalMaxPooling(String name, Shape inputShape) implements Layer {
  @Override
  public Shape outputShape() {
    return new Shape(inputShape.channels(), 1, 1);
  }
}
