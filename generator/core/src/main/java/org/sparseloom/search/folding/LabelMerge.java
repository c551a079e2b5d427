package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.sparseloom.device.Resources;

/**
 * Makes labels of others by adding to them, and keeps the cheapest that no other replaces. Those that
 * the same is added to stay in order, so most of the dear ones need never be made.
 */
final class LabelMerge {
  /** Leaves out labels whose resources cost more than so much at some prices. */
  record Limit(Resources prices, double most) {}

  private final double[][] limited;
  private final double[] most;
  private final Resources prices;
  private final int room;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Keeps labels within all limits.
   *
   * @param prices at which the cheapest are wanted
   * @param room labels that are kept
   */
  LabelMerge(List<Limit> limits, Resources prices, int room) {
    this.limited =
        limits.stream().map(limit -> Labels.numbers(limit.prices())).toArray(double[][]::new);
    this.most = limits.stream().mapToDouble(Limit::most).toArray();
    this.prices = prices;
    this.room = room;
  }

  /** Adds resources, and the candidate that they are of if they are of one, to each of some labels. */
  void add(Labels labels, Resources cost, Optional<Candidate> candidate) {
    rows.add(new Row(labels, cost, candidate, rows.size()));
  }

  /** Returns what is kept. */
  Labels merged() {
    PriorityQueue<Row> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble(Row::price).thenComparingInt(row -> row.index));
    for (Row row : rows) {
      if (row.next()) {
        queue.add(row);
      }
    }
    Labels kept = new Labels(room);
    while (!queue.isEmpty() && !kept.full()) {
      Row row = queue.poll();
      if (!kept.replace(row.used)) {
        kept.add(row.used, row.price(), row.way());
      }
      if (row.next()) {
        queue.add(row);
      }
    }
    return kept;
  }

  private boolean within(double[] used) {
    for (int limit = 0; limit < most.length; limit++) {
      double price = 0;
      for (int kind = 0; kind < used.length; kind++) {
        price += used[kind] * limited[limit][kind];
      }
      if (price > most[limit]) {
        return false;
      }
    }
    return true;
  }

  /** The labels that some others become by adding the same to each, from the cheapest on. */
  private final class Row {
    private final Labels labels;
    private final double[] cost;
    private final double costPrice;
    private final Optional<Candidate> candidate;
    private final int index;
    private final double[] used;
    private int label = -1;

    Row(Labels labels, Resources cost, Optional<Candidate> candidate, int index) {
      this.labels = labels;
      this.cost = Labels.numbers(cost);
      this.costPrice = PricedPlanner.price(cost, prices);
      this.candidate = candidate;
      this.index = index;
      this.used = new double[this.cost.length];
    }

    /** Goes to the next label within the limits; returns whether there is one. */
    boolean next() {
      while (++label < labels.size()) {
        labels.sum(label, cost, used);
        if (within(used)) {
          return true;
        }
      }
      return false;
    }

    double price() {
      return labels.price(label) + costPrice;
    }

    Optional<Labels.Way> way() {
      Optional<Labels.Way> before = labels.way(label);
      return candidate.map(last -> new Labels.Way(last, before)).or(() -> before);
    }
  }
}
