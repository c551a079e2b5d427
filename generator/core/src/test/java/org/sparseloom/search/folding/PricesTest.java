package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;

class PricesTest {
  private static final int MEMORIES = 100;

  /** A tenth more than half of the memories take in each kind: those that are cheapest in UltraRAM there. */
  private static final Resources BUDGET = new Resources(1, 1, 1, 110, 82);

  /**
   * Memory i takes 2 block RAMs or from 1 to 3 UltraRAMs: prices whose ratio keeps within a tenth fill
   * both kinds. By steps of one size all memories go to and fro, however many steps there are.
   */
  @Test
  void memoriesOfTwoKindsFillBoth() {
    Resources prices = Prices.ofShares(BUDGET);
    for (int step = 0; step < 100; step++) {
      Resources used = cheapest(prices);
      if (used.fitsIn(BUDGET)) {
        return;
      }
      prices = Prices.moved(prices, used, BUDGET, step);
    }
    fail("no prices put half of the memories into each kind: " + prices);
  }

  private static Resources cheapest(Resources prices) {
    double blocks = 0;
    double ultras = 0;
    for (int i = 0; i < MEMORIES; i++) {
      double asUltras = 1 + 0.02 * i;
      if (2 * prices.bram36() <= asUltras * prices.uram()) {
        blocks += 2;
      } else {
        ultras += asUltras;
      }
    }
    return new Resources(0, 0, 0, blocks, ultras);
  }
}
