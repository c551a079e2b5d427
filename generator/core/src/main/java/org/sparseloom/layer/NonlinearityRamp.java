package org.sparseloom.layer;

import org.sparseloom.numeric.Rounding;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A ramp in the input's own units: min(max(0, x + offset), top). Both numbers are rounded to
 * nearest; a unit of the gate then stands for slope x inputScale.
 *
 * @param offset the ramp's value at input 0
 * @param top what stands for 1
 */
public record NonlinearityRamp(long offset, long top) implements NonlinearityGate {
  /** Beyond it products with 16-bit inputs and multipliers would not fit 62 bits. */
  private static final double LARGEST = 1 << 26;

  static NonlinearityRamp of(Nonlinearity layer, double inputScale) {
    double top = 1 / (layer.slope() * inputScale);
    double offset = layer.offset() * top;
    if (top > LARGEST || Math.abs(offset) > LARGEST) {
      throw new UserProblem(
          ExitCode.MODEL_NOT_SUPPORTED,
          "layer " + layer.name() + ": a unit of its input (" + inputScale
              + ") must be at least " + 1 / LARGEST + " of the width of its ramp ("
              + 1 / layer.slope() + ")",
          "its input is hardly ever different from 0; take fewer bits for it.");
    }
    return new NonlinearityRamp(Rounding.nearest(offset), Math.max(1, Rounding.nearest(top)));
  }

  @Override
  public long of(long input) {
    return Math.min(Math.max(0, input + offset), top);
  }
}
