package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;

class PricesTest {
  private static final int MEMORIES = 100;

  /** Block RAM for all memories but a few, or UltraRAM for all but a few. */
  private static final Resources BUDGET = new Resources(1, 1, 1, 104, 104);

  /**
   * Memory i takes 2 block RAMs or nearly as many UltraRAMs, so that only prices that are nearly equal, and settle, put
   * half of them into each: by equal steps nearly all would go to and fro.
   */
  @Test
  void memoriesOfTwoKindsFillBoth() {
    Resources prices = Prices.ofShares(BUDGET);
    for (int step = 0; step < 40; step++) {
      Resources used = cheapest(prices);
      if (used.fitsIn(BUDGET)) {
        return;
      }
      prices = Prices.moved(prices, used, BUDGET, step);
    }
    assertTrue(false, "no prices put half of the memories into each kind: " + prices);
  }

  private static Resources cheapest(Resources prices) {
    double blocks = 0;
    double ultras = 0;
    for (int i = 0; i < MEMORIES; i++) {
      double asUltras = 1.9 + 0.002 * i;
      if (2 * prices.bram36() <= asUltras * prices.uram()) {
        blocks += 2;
      } else {
        ultras += asUltras;
      }
    }
    return new Resources(0, 0, 0, blocks, ultras);
  }
}
