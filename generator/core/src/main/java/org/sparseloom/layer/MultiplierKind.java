package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the multipliers of engines are made of. */
public enum MultiplierKind {
  /** DSP slices, two products each where {@link Packing} allows. */
  DSP,

  /**
   * Look-up tables and carry chains, radix-4 Booth: where a device has more of them to spare than DSP
   * slices. For factors of so few bits that two cycles are enough.
   */
  LUT;

  /** Factors of a multiplier in LUTs: two to five rows of an adder each, in two cycles. */
  private static final int LEAST_BITS = 3;

  private static final int MOST_BITS = 9;

  /** Returns whether signed factors of so many bits can be multiplied. */
  public boolean multiplies(int aBits, int bBits) {
    return this == DSP
        || Math.min(aBits, bBits) >= LEAST_BITS && Math.max(aBits, bBits) <= MOST_BITS;
  }

  /** Returns the names of all, in their order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(MultiplierKind::word).toList();
  }

  /** Returns the kind of a name that is one of {@link #words}. */
  public static MultiplierKind of(String word) {
    return values()[words().indexOf(word)];
  }

  /** Returns the name in designs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
