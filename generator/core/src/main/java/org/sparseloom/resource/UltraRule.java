package org.sparseloom.resource;

import org.sparseloom.layer.MemoryPort;

/**
 * UltraRAMs of a memory whose words are rounded up to whole UltraRAMs: blocks of 4096 words of 72 bits,
 * side by side and one above the other.
 */
public final class UltraRule {
  /** Bits of a word of a block. */
  public static final int WIDTH_BITS = 72;

  private static final int DEPTH = 4096;

  private UltraRule() {}

  /** Returns the blocks of a memory. */
  public static long blocks(MemoryPort port) {
    return blocks(port.depth(), port.widthBits());
  }

  static long blocks(int depth, int widthBits) {
    return (long) banks(depth) * ceil(widthBits, WIDTH_BITS);
  }

  /** Returns the blocks one above the other, of which one is chosen behind them. */
  static int banks(int depth) {
    return ceil(depth, DEPTH);
  }

  private static int ceil(int value, int step) {
    return (value + step - 1) / step;
  }
}
