package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * Sums of resources of which none replaces another, each with the candidates that use them: the
 * cheapest first, and no more than a limit. They are compared so often that their numbers stand side by
 * side.
 */
final class Labels {
  private static final int KINDS = 5;

  /** Candidates of all layers so far, from the last one backwards. */
  record Way(Candidate last, Optional<Way> before) {}

  private final double[] used;
  private final double[] prices;
  private final List<Optional<Way>> ways = new ArrayList<>();

  /** Room for so many labels. */
  Labels(int most) {
    used = new double[most * KINDS];
    prices = new double[most];
  }

  /** Returns what there is in front of all layers: one label, of nothing. */
  static Labels start() {
    Labels nothing = new Labels(1);
    nothing.ways.add(Optional.empty());
    return nothing;
  }

  /** Returns resources in the order that they have here. */
  static double[] numbers(Resources resources) {
    return new double[] {
      resources.dsp(), resources.lut(), resources.ff(), resources.bram36(), resources.uram()
    };
  }

  int size() {
    return ways.size();
  }

  boolean full() {
    return ways.size() == prices.length;
  }

  double price(int label) {
    return prices[label];
  }

  Optional<Way> way(int label) {
    return ways.get(label);
  }

  /** Writes what a label uses together with something else. */
  void sum(int label, double[] added, double[] into) {
    for (int kind = 0; kind < KINDS; kind++) {
      into[kind] = used[label * KINDS + kind] + added[kind];
    }
  }

  /** Adds a label, no cheaper than all before it, unless one of these replaces it. */
  void add(double[] sums, double price, Optional<Way> way) {
    System.arraycopy(sums, 0, used, size() * KINDS, KINDS);
    prices[size()] = price;
    ways.add(way);
  }

  /** Returns whether one of the labels uses no more of anything. */
  boolean replace(double[] sums) {
    for (int at = 0; at < size() * KINDS; at += KINDS) {
      if (used[at] <= sums[0]
          && used[at + 1] <= sums[1]
          && used[at + 2] <= sums[2]
          && used[at + 3] <= sums[3]
          && used[at + 4] <= sums[4]) {
        return true;
      }
    }
    return false;
  }

  /** Returns the candidates of a label. */
  List<Candidate> candidates(int label) {
    List<Candidate> candidates = new ArrayList<>();
    Optional<Way> way = ways.get(label);
    while (way.isPresent()) {
      candidates.add(way.get().last());
      way = way.get().before();
    }
    Collections.reverse(candidates);
    return candidates;
  }
}
