package org.sparseloom.layer;

import java.math.BigInteger;

/** Builds one memory word from fields, the first in the lowest bits. */
final class MemoryWord {
  private BigInteger value = BigInteger.ZERO;
  private int bits;

  /** Appends the low {@code width} bits of the field above what is there. */
  void append(long field, int width) {
    BigInteger low = BigInteger.valueOf(field & ((1L << width) - 1));
    value = value.or(low.shiftLeft(bits));
    bits += width;
  }

  BigInteger value() {
    return value;
  }
}
