package org.sparseloom.synthesis;

import java.util.ArrayList;
import java.util.List;

/**
 * What a signal goes through between two registers.
 *
 * @param luts look-up tables, those of LUT RAM that are read and wide multiplexers (MUXF) included
 * @param chains carry chains, each counted once, whatever its length
 * @param carries carry cells (CARRY4, CARRY8) of these chains
 * @param slices DSP slices that it passes without a register
 */
public record Steps(int luts, int chains, int carries, int slices) {
  static final Steps NONE = new Steps(0, 0, 0, 0);
  static final Steps LUT = new Steps(1, 0, 0, 0);
  static final Steps CHAIN = new Steps(0, 1, 1, 0);
  static final Steps NEXT_CARRY = new Steps(0, 0, 1, 0);
  static final Steps SLICE = new Steps(0, 0, 0, 1);

  /** Returns how many levels of logic this is. */
  public int levels() {
    return luts + chains + slices;
  }

  Steps plus(Steps other) {
    return new Steps(
        luts + other.luts, chains + other.chains, carries + other.carries, slices + other.slices);
  }

  /** Returns the levels in words, e.g. "6 LUTs, 1 carry chain". */
  public String text() {
    List<String> parts = new ArrayList<>();
    add(parts, luts, "LUT");
    add(parts, chains, "carry chain");
    add(parts, slices, "DSP slice");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }

  /** Returns whether this takes longer: more levels, or more carry cells of as many. */
  boolean longerThan(Steps other) {
    return levels() > other.levels() || levels() == other.levels() && carries > other.carries;
  }
}
