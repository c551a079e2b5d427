package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Weights;

class RowSumsTest {
  /**
   * Of four weights 1, -1, -3, 2 (1, -1, -3, 5) on activations up to 255: rows of channels 0, 2 and 1, 3
   * hold 4 x 255 = 1020 at most, rows of channels 0, 1 and 2, 3 hold 5 x 255 = 1275 (8 x 255 = 2040), all
   * of them together 7 x 255 = 1785; signed numbers up to 1023 have 11 bits.
   */
  @Test
  void aRowHoldsTheProductsOfItsOwnChannels() {
    assertEquals(11, sums(1, -1, -3, 2).bits(new Folding(2, 1, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 2).bits(new Folding(2, 2, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 5).bits(new Folding(2, 2, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 2).bits(new Folding(1, 4, 1, 1, 1)));
  }

  private static RowSums sums(int... weights) {
    return new RowSums(new Weights(1, 1, 1, 4, weights), NumberFormat.unsigned(8));
  }
}
