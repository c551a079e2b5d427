package org.sparseloom.resource;

import org.sparseloom.layer.MemoryPort;

/** UltraRAMs of a memory: blocks of 4096 words of 72 bits, side by side and one above the other. */
public final class UltraRule {
  /** Bits of a word of a block. */
  public static final int WIDTH_BITS = 72;

  private static final int DEPTH = 4096;

  private UltraRule() {}

  /** Returns the blocks of a memory. */
  public static long blocks(MemoryPort port) {
    return ceil(port.depth(), DEPTH) * ceil(port.widthBits(), WIDTH_BITS);
  }

  private static long ceil(int value, int step) {
    return (value + step - 1) / step;
  }
}
