package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;
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

  /** Returns the format of the sum of an input and the offset. */
  public NumberFormat sumFormat(NumberFormat input) {
    return NumberFormat.signedFor(input.magnitude() + Math.abs(offset));
  }

  @Override
  public long largest(NumberFormat input) {
    return of(input.max());
  }

  /** The sum, and what is left of it. */
  @Override
  public int cycles() {
    return 2;
  }

  @Override
  public List<MemoryPort> memories(int lanes) {
    return List.of();
  }

  @Override
  public List<MemoryImage> contents(int lanes) {
    return List.of();
  }

  /** The top only where inputs get there, so that it has the gate's width. */
  @Override
  public List<ConstantPort> constants(NumberFormat input) {
    NumberFormat sum = sumFormat(input);
    return List.of(
        new ConstantPort("offset", sum.bits(), sum.encode(offset)),
        new ConstantPort("top", sum.bits(), largest(input)));
  }

  @Override
  public String moduleName(NumberFormat input) {
    return "r" + sumFormat(input).bits() + "_g"
        + NumberFormat.signedFor(largest(input)).bits();
  }
}
