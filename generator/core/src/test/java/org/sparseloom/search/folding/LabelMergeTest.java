package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;

class LabelMergeTest {
  private static final Resources PRICES = new Resources(3, 1.1, 0.51, 2.013, 4.0017);
  private static final int ROOM = 20;

  /** Two steps of random costs, the second with limits: what is kept is what looking at all sums keeps. */
  @Test
  void theCheapestThatNoneReplacesAreKept() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<Resources> first = costs(random);
      List<Resources> second = costs(random);
      Resources budget = new Resources(12, 11, 10, 9, 8);
      double most = 60;

      List<LabelMerge.Limit> limits =
          List.of(
              new LabelMerge.Limit(PRICES, most),
              new LabelMerge.Limit(new Resources(1, 0, 0, 0, 0), budget.dsp()));
      Labels kept = merged(merged(Labels.start(), first, List.of()), second, limits);

      List<Resources> sums = new ArrayList<>();
      for (Resources one : expected(first)) {
        for (Resources other : second) {
          Resources sum = one.plus(other);
          if (PricedPlanner.price(sum, PRICES) <= most && sum.dsp() <= budget.dsp()) {
            sums.add(sum);
          }
        }
      }
      assertEquals(expected(sums), resources(kept));
    }
  }

  private static List<Resources> costs(Random random) {
    return IntStream.range(0, 15)
        .mapToObj(
            i ->
                new Resources(
                    random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9),
                    random.nextInt(9)))
        .toList();
  }

  private static Labels merged(
      Labels labels, List<Resources> costs, List<LabelMerge.Limit> limits) {
    LabelMerge merge = new LabelMerge(limits, PRICES, ROOM);
    costs.forEach(cost -> merge.add(labels, cost, Optional.empty()));
    return merge.merged();
  }

  /** Returns the cheapest, one after the other as far as none before is no larger. */
  private static List<Resources> expected(List<Resources> sums) {
    List<Resources> kept = new ArrayList<>();
    sums.stream()
        .sorted(Comparator.comparingDouble(sum -> PricedPlanner.price(sum, PRICES)))
        .forEach(
            sum -> {
              if (kept.size() < ROOM && kept.stream().noneMatch(other -> other.fitsIn(sum))) {
                kept.add(sum);
              }
            });
    return kept;
  }

  private static List<Resources> resources(Labels labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(
            label -> {
              double[] used = new double[5];
              labels.sum(label, new double[5], used);
              return new Resources(used[0], used[1], used[2], used[3], used[4]);
            })
        .toList();
  }
}
