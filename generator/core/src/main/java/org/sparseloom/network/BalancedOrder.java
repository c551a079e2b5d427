package org.sparseloom.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of channels in which the channels p, p + n, p + 2n, ... have about as much to do for every p
 * below n, for every n that halving their number leads to: engines that stand in n rows or columns each
 * get such channels. Two channels that together come nearest to the mean are made a pair, then two such
 * pairs four, and so on.
 */
final class BalancedOrder {
  /** Passes over all couples; each leaves the pairs better balanced, few are needed. */
  private static final int MOST_PASSES = 20;

  private BalancedOrder() {}

  /**
   * Channels that stand side by side whenever they are dealt to few enough engines.
   *
   * @param channels in their order
   * @param loads sum over the channels of each of the loads that are to be balanced
   */
  private record Bunch(int[] channels, double[] loads) {
    Bunch with(Bunch other) {
      int[] both = new int[2 * channels.length];
      for (int i = 0; i < channels.length; i++) {
        both[2 * i] = channels[i];
        both[2 * i + 1] = other.channels[i];
      }
      double[] sums = loads.clone();
      for (int load = 0; load < sums.length; load++) {
        sums[load] += other.loads[load];
      }
      return new Bunch(both, sums);
    }

    double total() {
      double total = 0;
      for (double load : loads) {
        total += load;
      }
      return total;
    }

    /** Returns sum of squares: the less, the nearer are the loads of all pairs to their means. */
    double imbalanceWith(Bunch other) {
      double squares = 0;
      for (int load = 0; load < loads.length; load++) {
        double sum = loads[load] + other.loads[load];
        squares += sum * sum;
      }
      return squares;
    }
  }

  /**
   * Returns the channels in their new order.
   *
   * @param loads of every channel, one list for each use that is made of the channels
   */
  static int[] of(List<double[]> loads) {
    int channels = loads.get(0).length;
    List<Bunch> bunches =
        IntStream.range(0, channels)
            .mapToObj(
                channel ->
                    new Bunch(
                        new int[] {channel},
                        loads.stream().mapToDouble(load -> load[channel]).toArray()))
            .toList();
    while (bunches.size() % 2 == 0) {
      bunches = paired(bunches);
    }
    int[] order = new int[channels];
    for (int place = 0; place < channels; place++) {
      order[place] = bunches.get(place % bunches.size()).channels()[place / bunches.size()];
    }
    return order;
  }

  private static List<Bunch> paired(List<Bunch> bunches) {
    List<Bunch> sorted =
        bunches.stream().sorted(Comparator.comparingDouble(Bunch::total).reversed()).toList();
    int pairs = sorted.size() / 2;
    List<Bunch> first = sorted.subList(0, pairs);
    List<Bunch> second = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      second.add(sorted.get(sorted.size() - 1 - pair));
    }
    int passes = 0;
    while (passes < MOST_PASSES && improved(first, second)) {
      passes++;
    }
    List<Bunch> both = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      both.add(first.get(pair).with(second.get(pair)));
    }
    return both;
  }

  /** Swaps partners wherever that helps; returns whether it did anywhere. */
  private static boolean improved(List<Bunch> first, List<Bunch> second) {
    boolean any = false;
    for (int i = 0; i < first.size(); i++) {
      for (int j = i + 1; j < first.size(); j++) {
        Bunch a = first.get(i);
        Bunch b = first.get(j);
        double now = a.imbalanceWith(second.get(i)) + b.imbalanceWith(second.get(j));
        double swapped = a.imbalanceWith(second.get(j)) + b.imbalanceWith(second.get(i));
        if (swapped < now * (1 - 1e-12)) {
          second.set(j, second.set(i, second.get(j)));
          any = true;
        }
      }
    }
    return any;
  }
}
