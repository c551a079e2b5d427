package org.sparseloom.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Block RAMs that Yosys 0.23 synth_xilinx (xc7, xcup) makes of a memory with one read port and at
 * most one write port. A memory deeper than a block is cut into banks, whose words stand side by
 * side in equal blocks, filled to the last bit; the fewest blocks win, then the fewest banks.
 *
 * @param halves 18-kbit blocks, a 36-kbit one counting two
 * @param banks words side by side, of which one is chosen behind the blocks
 */
record MemoryRule(long halves, int banks) {
  private static final int[] WIDTHS = {1, 2, 4, 9, 18, 36};
  private static final int[] DEPTHS = {16384, 8192, 4096, 2048, 1024, 512};

  /** Returns what a memory becomes. */
  static MemoryRule of(int depth, int widthBits) {
    List<MemoryRule> ways = new ArrayList<>();
    for (int i = 0; i < WIDTHS.length; i++) {
      ways.add(way(depth, widthBits, DEPTHS[i], WIDTHS[i], 1));
      ways.add(way(depth, widthBits, DEPTHS[i], 2 * WIDTHS[i], 2));
      ways.add(way(depth, widthBits, 2 * DEPTHS[i], WIDTHS[i], 2));
    }
    return ways.stream()
        .min(Comparator.comparingLong(MemoryRule::halves).thenComparingInt(MemoryRule::banks))
        .orElseThrow();
  }

  private static MemoryRule way(
      int depth, int widthBits, int blockDepth, int blockWidth, int halvesPerBlock) {
    int banks = (depth + blockDepth - 1) / blockDepth;
    long bits = (long) banks * widthBits;
    return new MemoryRule(halvesPerBlock * ((bits + blockWidth - 1) / blockWidth), banks);
  }

  /** Returns 36-kbit blocks, a multiple of one half. */
  double blocks() {
    return halves / 2.0;
  }
}
