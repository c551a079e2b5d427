package org.sparseloom.layer;

import java.util.Map;

/**
 * Memories of one row of a stream each, written in stream order: RowMemory of primitives.v.
 *
 * @param count rows
 * @param depth words of a row
 */
record RowMemories(int count, int depth, int widthBits) {
  /** As many words are one bit of a LUT RAM; deeper ones choose among several. */
  private static final int LUT_WORDS = 64;

  private static final int LEAST_BLOCK_BITS = 4096;

  /**
   * Returns true if they go to block RAM: a RAM64M LUT group holds 3 bits of 64 words, so that up to 64
   * words LUTs are cheap.
   */
  boolean inBlocks() {
    return depth > LUT_WORDS && (long) depth * widthBits >= LEAST_BLOCK_BITS;
  }

  Unit unit() {
    return inBlocks()
        ? new Unit(
            "BlockMemory", count, Map.of("depth", depth, "widthBits", widthBits, "written", 1))
        : new Unit(
            "RowMemory",
            count,
            Map.of(
                "depth", depth,
                "widthBits", widthBits,
                "ramLuts", LutCosts.memory(depth, widthBits),
                "bankMuxes", LutCosts.bankMultiplexers(depth, widthBits)));
  }
}
