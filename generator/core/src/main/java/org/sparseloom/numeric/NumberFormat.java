package org.sparseloom.numeric;

/**
 * A two's complement or unsigned integer format of 1 to 62 bits; zero-point is always 0 so that a
 * real zero is the integer zero (HASS section on quantisation).
 *
 * @param bits width in bits
 * @param signed two's complement if true, else unsigned
 */
public record NumberFormat(int bits, boolean signed) {
  public NumberFormat {
    if (bits < 1 || bits > 62) {
      throw new IllegalArgumentException("bits (" + bits + ") must be 1..62");
    }
  }

  public static NumberFormat signed(int bits) {
    return new NumberFormat(bits, true);
  }

  public static NumberFormat unsigned(int bits) {
    return new NumberFormat(bits, false);
  }

  /** Returns the narrowest signed format that holds every value of -magnitude..magnitude. */
  public static NumberFormat signedFor(long magnitude) {
    return signed(Math.max(2, 65 - Long.numberOfLeadingZeros(magnitude)));
  }

  /** Returns the bits of a signed operand that holds every value: one more if it is unsigned. */
  public int operandBits() {
    return signed ? bits : bits + 1;
  }

  public long min() {
    return signed ? -(1L << (bits - 1)) : 0;
  }

  public long max() {
    return signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
  }

  /** Returns the largest absolute value that the format holds. */
  public long magnitude() {
    return Math.max(max(), -min());
  }

  /** Returns the nearest value of the format: the only saturation of the project. */
  public long saturate(long value) {
    return Math.max(min(), Math.min(max(), value));
  }

  /** Returns the low bits of the value, as hardware carries them. */
  public long encode(long value) {
    return value & ((1L << bits) - 1);
  }
}
