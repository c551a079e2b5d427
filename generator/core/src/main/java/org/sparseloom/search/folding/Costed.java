package org.sparseloom.search.folding;

import org.sparseloom.pipeline.LayerChoice;

/**
 * What the cost of a stage hangs on.
 *
 * @param choice of its engine and folding
 * @param words of its first memory, rounded up to what costs the same: lists are as long as the
 *     weights want, all other memories as the choice says
 */
record Costed(LayerChoice choice, int words) {
  /**
   * Memories cost no more until they have more words than a LUT, or a block RAM as wide as can be.
   */
  private static final int WORDS_OF_LUT = 64;

  private static final int WORDS_OF_BLOCK = 512;

  static Costed of(Sketch sketch) {
    int words =
        sketch.stage().memoryKinds().stream()
            .mapToInt(kind -> kind.like().depth())
            .findFirst()
            .orElse(0);
    int step = words < WORDS_OF_BLOCK ? WORDS_OF_LUT : WORDS_OF_BLOCK;
    return new Costed(sketch.choice(), (words + step - 1) / step * step);
  }
}
