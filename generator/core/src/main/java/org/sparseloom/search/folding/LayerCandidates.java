package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The candidates of one layer by the beats of their streams; filled once, then only read. */
final class LayerCandidates {
  /** Beats in and out. */
  record Ends(Beat input, Beat output) {}

  private static final Comparator<Ends> ORDER =
      Comparator.comparing(Ends::input).thenComparing(Ends::output);

  private final Map<Sketch.Family, List<Sketch>> sketches = new HashMap<>();
  private final Map<Ends, List<Candidate>> offered = new TreeMap<>(ORDER);
  private final Map<Ends, List<Candidate>> fronts = new TreeMap<>(ORDER);

  private final IntervalRange range;

  LayerCandidates(IntervalRange range) {
    this.range = range;
  }

  /** Returns between which intervals candidates are of use. */
  IntervalRange range() {
    return range;
  }

  /** Adds what is not priced yet. */
  void sketch(Sketch sketch) {
    sketches.computeIfAbsent(sketch.family(), family -> new ArrayList<>()).add(sketch);
  }

  /** Adds what the sketches are that no other replaces by its sizes alone. */
  void price(Function<Sketch, List<Candidate>> pricing) {
    for (List<Sketch> family : sketches.values()) {
      for (Sketch sketch : useful(family)) {
        pricing.apply(sketch).forEach(this::add);
      }
    }
    sketches.clear();
  }

  private List<Sketch> useful(List<Sketch> family) {
    List<Sketch> sorted = new ArrayList<>(family);
    sorted.sort(
        Comparator.<Sketch>comparingDouble(sketch -> Math.max(range.enough(), sketch.cycles()))
            .thenComparingInt(Sketch::multipliers)
            .thenComparingInt(Sketch::engines)
            .thenComparingInt(Sketch::columns));
    List<Sketch> useful = new ArrayList<>();
    for (Sketch sketch : sorted) {
      if (useful.stream().noneMatch(other -> other.replaces(sketch, range.enough()))) {
        useful.add(sketch);
      }
    }
    return useful;
  }

  /** Adds what is priced already. */
  void add(Candidate candidate) {
    offered
        .computeIfAbsent(
            new Ends(candidate.input(), candidate.output()),
            ends -> new ArrayList<>())
        .add(candidate);
  }

  /** Returns per ends the candidates that no other replaces, by ascending cycles. */
  Map<Ends, List<Candidate>> fronts() {
    offered.forEach((ends, candidates) -> fronts.put(ends, front(candidates)));
    offered.clear();
    return fronts;
  }

  private List<Candidate> front(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(
        Comparator.<Candidate>comparingDouble(
                candidate -> Math.max(range.enough(), candidate.cycles()))
            .thenComparingDouble(candidate -> candidate.cost().dsp())
            .thenComparingDouble(candidate -> candidate.cost().lut())
            .thenComparingDouble(candidate -> candidate.cost().ff())
            .thenComparingDouble(candidate -> candidate.cost().bram36())
            .thenComparingDouble(candidate -> candidate.cost().uram()));
    List<Candidate> front = new ArrayList<>();
    for (Candidate candidate : sorted) {
      if (!replaced(candidate, front)) {
        front.add(candidate);
      }
    }
    front.sort(Comparator.comparingDouble(Candidate::cycles));
    return front;
  }

  /** The latest of the front are the likeliest to replace, having the most cycles. */
  private static boolean replaced(Candidate candidate, List<Candidate> front) {
    for (int i = front.size() - 1; i >= 0; i--) {
      if (front.get(i).cost().fitsIn(candidate.cost())) {
        return true;
      }
    }
    return false;
  }

  /** Returns all that are in a front. */
  List<Candidate> all() {
    return fronts().values().stream().flatMap(List::stream).toList();
  }
}
