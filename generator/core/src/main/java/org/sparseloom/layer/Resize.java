package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/**
 * Up-sampling of rows and columns by integer factors, every channel by itself.
 *
 * @param factorY output rows per input row, at least 1
 * @param factorX output columns per input column, at least 1
 */
public record Resize(String name, Shape inputShape, int factorY, int factorX, Sampling sampling)
    implements Layer {
  @Override
  public Shape outputShape() {
    return new Shape(
        inputShape.channels(), inputShape.height() * factorY, inputShape.width() * factorX);
  }

  public Interpolation vertical() {
    return sampling.interpolation(factorY);
  }

  public Interpolation horizontal() {
    return sampling.interpolation(factorX);
  }

  /** Returns what all weights of an output add up to; 1 for copies. */
  public int parts() {
    return vertical().denominator() * horizontal().denominator();
  }

  /** Returns the bits by which a weighted sum is shifted: the fewest that hold all parts. */
  public int shift() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(parts() - 1);
  }
}
