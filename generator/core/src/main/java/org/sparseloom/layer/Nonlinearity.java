package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * A function of every value by itself, such as HardSwish.
 *
 * @param slope what the value is multiplied by inside the gate, positive
 * @param offset of a ramp; 0 for the smooth functions
 */
public record Nonlinearity(
    String name, Shape inputShape, NonlinearFunction function, double slope, double offset)
    implements Layer {
  /** From here on the logistic function is 0 or 1 in 16 bits. */
  private static final double SMOOTH_LIMIT = 12;

  public Nonlinearity {
    if (!(slope > 0) || Double.isInfinite(slope) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          name + ": slope (" + slope + ") must be positive and offset (" + offset + ") finite");
    }
  }

  @Override
  public List<Integer> pixelCounts() {
    return PixelCounts.of(this, Window.pointwise());
  }

  @Override
  public Shape outputShape() {
    return inputShape;
  }

  /** Returns the least input that gives another output than all below it. */
  public double least() {
    return function.smooth() ? -SMOOTH_LIMIT / slope : -offset / slope;
  }

  /** Returns the largest input that gives another output than all above it; perhaps infinity. */
  public double largest() {
    if (function.timesInput()) {
      return Double.POSITIVE_INFINITY;
    }
    return function.smooth() ? SMOOTH_LIMIT / slope : (1 - offset) / slope;
  }

  /** Returns the function's value in float. */
  public double value(double x) {
    double gate =
        function.smooth()
            ? 1 / (1 + StrictMath.exp(-slope * x))
            : Math.min(Math.max(0, slope * x + offset), 1);
    return function.timesInput() ? x * gate : gate;
  }
}
