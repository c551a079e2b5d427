package org.sparseloom.numeric;

/** The one rounding of the project: to nearest, halves upwards, floor(x + 1/2). */
public final class Rounding {
  private Rounding() {}

  /** Returns floor(value / 2^shift + 1/2); shift 0..62, and value + 2^(shift-1) must not overflow. */
  public static long shiftRight(long value, int shift) {
    return shift == 0 ? value : (value + (1L << (shift - 1))) >> shift;
  }

  /** Returns floor(value + 1/2). */
  public static long nearest(double value) {
    return (long) Math.floor(value + 0.5);
  }
}
