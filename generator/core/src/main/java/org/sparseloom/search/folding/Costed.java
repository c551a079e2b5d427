package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.pipeline.LayerChoice;

/**
 * What the cost of a stage hangs on.
 *
 * @param choice of its engine and folding
 * @param words of its kinds of memories, rounded up to what costs the same: lists and entries are as many
 *     as the weights want, all other memories are as the choice says
 */
record Costed(LayerChoice choice, List<Integer> words) {
  /**
   * Memories cost no more until they have more words than a LUT, or a block RAM as wide as can be.
   */
  private static final int WORDS_OF_LUT = 64;

  private static final int WORDS_OF_BLOCK = 512;

  static Costed of(Sketch sketch) {
    return new Costed(
        sketch.choice(),
        sketch.stage().memoryKinds().stream().map(kind -> rounded(kind.like().depth())).toList());
  }

  private static int rounded(int words) {
    int step = words < WORDS_OF_BLOCK ? WORDS_OF_LUT : WORDS_OF_BLOCK;
    return (words + step - 1) / step * step;
  }
}
