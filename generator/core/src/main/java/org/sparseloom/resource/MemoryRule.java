package org.sparseloom.resource;

/**
 * Block RAMs that Yosys 0.23 synth_xilinx (xc7, xcup) makes of a memory with one read port and at
 * most one write port: the cheapest grid of equal blocks, an 18-kbit block counting one half.
 */
final class MemoryRule {
  private static final int[] WIDTHS = {1, 2, 4, 9, 18, 36};
  private static final int[] DEPTHS = {16384, 8192, 4096, 2048, 1024, 512};

  private MemoryRule() {}

  /** Returns 36-kbit blocks, a multiple of one half. */
  static double blocks(int depth, int widthBits) {
    long halves = Long.MAX_VALUE;
    for (int i = 0; i < WIDTHS.length; i++) {
      halves = Math.min(halves, grid(depth, widthBits, DEPTHS[i], WIDTHS[i]));
      halves = Math.min(halves, 2 * grid(depth, widthBits, DEPTHS[i], 2 * WIDTHS[i]));
      halves = Math.min(halves, 2 * grid(depth, widthBits, 2 * DEPTHS[i], WIDTHS[i]));
    }
    return halves / 2.0;
  }

  private static long grid(int depth, int widthBits, int blockDepth, int blockWidth) {
    return (long) ((depth + blockDepth - 1) / blockDepth)
        * ((widthBits + blockWidth - 1) / blockWidth);
  }
}
