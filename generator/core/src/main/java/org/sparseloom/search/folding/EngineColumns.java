package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.layer.ConvolutionGrid;

/** The columns that engines can have whose lists may be of different numbers of filters. */
final class EngineColumns {
  /** Leading bits of the numbers that are looked at: eight of them from one power of two to the next. */
  private static final int LEADING_BITS = 4;

  private EngineColumns() {}

  /**
   * Returns numbers of columns, ascending: all divisors, and between them round numbers, so that a layer
   * need not double its engines to be a little faster.
   *
   * @param filters of a group
   */
  static List<Integer> of(int filters) {
    List<Integer> even = ConvolutionGrid.divisors(filters);
    List<Integer> kept = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int columns = 1; columns <= filters; columns++) {
      int steps = steps(filters, columns);
      if (even.contains(columns) || round(columns) && steps < least) {
        kept.add(columns);
        least = steps;
      }
    }
    return kept;
  }

  private static int steps(int filters, int columns) {
    return (filters + columns - 1) / columns;
  }

  private static boolean round(int columns) {
    int leading = 32 - Integer.numberOfLeadingZeros(columns);
    return columns % (1 << Math.max(0, leading - LEADING_BITS)) == 0;
  }
}
