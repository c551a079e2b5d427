package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancedOrderTest {
  /** 9 with 1 and 7 with 2: columns 0 and 1 of two have 10 and 9 of the 19. */
  @Test
  void theMostGoesTogetherWithTheLeast() {
    assertArrayEquals(new int[] {1, 3, 0, 2}, BalancedOrder.of(List.of(new double[] {1, 9, 2, 7})));
  }

  /** By their totals 0 and 3 would be a pair; but then one engine had all of the second load. */
  @Test
  void everyLoadIsBalanced() {
    int[] order =
        BalancedOrder.of(List.of(new double[] {4, 4, 1, 1}, new double[] {3, 0, 0, 3}));
    assertEquals(3, sum(order, new double[] {3, 0, 0, 3}, 0, 2), Arrays.toString(order));
    assertEquals(5, sum(order, new double[] {4, 4, 1, 1}, 0, 2), Arrays.toString(order));
  }

  @Test
  void anyNumberOfEnginesThatHalvingLeadsToGetsAboutTheSame() {
    double[] load = new Random(3).doubles(96).map(value -> value * value * value).toArray();
    int[] order = BalancedOrder.of(List.of(load));
    assertArrayEquals(
        IntStream.range(0, 96).toArray(), Arrays.stream(order).sorted().toArray());
    for (int engines : new int[] {48, 24, 12, 6, 3}) {
      double dealt = most(order, load, engines);
      double asItWas = most(IntStream.range(0, 96).toArray(), load, engines);
      double mean = Arrays.stream(load).sum() / engines;
      assertTrue(
          dealt - mean < 0.5 * (asItWas - mean),
          engines + " engines: " + dealt + " and " + asItWas + " of " + mean);
    }
  }

  private static double most(int[] order, double[] load, int engines) {
    return IntStream.range(0, engines)
        .mapToDouble(engine -> sum(order, load, engine, engines))
        .max()
        .orElseThrow();
  }

  /** Returns what an engine gets that has every so manieth channel. */
  private static double sum(int[] order, double[] load, int engine, int engines) {
    double sum = 0;
    for (int place = engine; place < order.length; place += engines) {
      sum += load[order[place]];
    }
    return sum;
  }
}
