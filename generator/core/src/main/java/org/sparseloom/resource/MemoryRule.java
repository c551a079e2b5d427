package org.sparseloom.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Block RAMs that Yosys 0.23 synth_xilinx (xc7, xcup) makes of a memory with one read port and at
 * most one write port. A memory deeper than a block is cut into banks, whose words stand side by
 * side in equal blocks, filled to the last bit if nothing writes them; the cheapest way wins, which
 * nearly always is that of the fewest blocks.
 *
 * @param halves 18-kbit blocks, a 36-kbit one counting two
 * @param banks words side by side, of which one is chosen behind the blocks
 * @param cost by which Yosys compares ways
 */
record MemoryRule(long halves, int banks, double cost) {
  private static final int[] WIDTHS = {1, 2, 4, 9, 18, 36};
  private static final int[] DEPTHS = {16384, 8192, 4096, 2048, 1024, 512};

  /** Bits that one write enable of a block covers, unless the block is narrower. */
  private static final int ENABLED_BITS = 9;

  /** Of Yosys' description of the blocks (techlibs/xilinx): of 18 and of 36 kbit. */
  private static final int HALF_COST = 129;

  private static final int WHOLE_COST = 257;

  /** A bit's choice between two banks, as Yosys' memory_libmap weighs it. */
  private static final double CHOICE_COST = 0.5;

  /**
   * Returns what a memory becomes.
   *
   * @param written whether it has a write port: banks then share no write enable
   */
  static MemoryRule of(int depth, int widthBits, boolean written) {
    List<MemoryRule> ways = new ArrayList<>();
    for (int i = 0; i < WIDTHS.length; i++) {
      ways.add(way(depth, widthBits, written, DEPTHS[i], WIDTHS[i], 1));
      ways.add(way(depth, widthBits, written, DEPTHS[i], 2 * WIDTHS[i], 2));
      ways.add(way(depth, widthBits, written, 2 * DEPTHS[i], WIDTHS[i], 2));
    }
    return ways.stream()
        .min(
            Comparator.comparingDouble(MemoryRule::cost)
                .thenComparingLong(MemoryRule::halves)
                .thenComparingInt(MemoryRule::banks))
        .orElseThrow();
  }

  private static MemoryRule way(
      int depth, int widthBits, boolean written, int blockDepth, int blockWidth,
      int halvesPerBlock) {
    int banks = ceiling(depth, blockDepth);
    int granule = written && banks > 1 ? Math.min(blockWidth, ENABLED_BITS) : 1;
    int blocks = ceiling(banks * ceiling(widthBits, granule) * granule, blockWidth);
    double cost =
        blocks * (halvesPerBlock == 1 ? HALF_COST : WHOLE_COST)
            + CHOICE_COST * widthBits * (banks - 1);
    return new MemoryRule((long) halvesPerBlock * blocks, banks, cost);
  }

  private static int ceiling(int value, int divisor) {
    return (value + divisor - 1) / divisor;
  }

  /** Returns 36-kbit blocks, a multiple of one half. */
  double blocks() {
    return halves / 2.0;
  }
}
