package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * The lists of a {@link ConvolutionListStage}: per sum and engine its weights that are not zero, beat
 * by beat and there filter by filter, walked when {@link ListSchedule} says. The first entry of a
 * filter replaces what its accumulator holds, so a filter without weights has one in the first beat,
 * a weight of zero. Engines with nothing to do walk zeros.
 */
final class WeightLists {
  /** That a beat ends is known a word ahead, and the word ahead is of the same beat. */
  private static final int LEAST_CYCLES = 2;

  private final ConvolutionListStage stage;
  private final ConvolutionGrid grid;
  private final Weights weights;

  WeightLists(ConvolutionListStage stage, Weights weights) {
    this.stage = stage;
    this.grid = stage.grid();
    this.weights = weights;
  }

  /** A weight in its place; {@code first} of its filter. */
  private record Entry(int beat, int step, int pair, int weight, boolean first) {}

  /**
   * Returns the entries of the shortest beat: meanwhile the next beat's pairs are fed one by one.
   */
  static int leastCycles(ConvolutionGrid grid) {
    return Math.max(LEAST_CYCLES, grid.pairsPerBeat());
  }

  /** Returns the entries of every beat. */
  static List<Integer> cycles(ConvolutionGrid grid, Weights weights) {
    int engines = grid.folding().engines();
    List<Integer> cycles = new ArrayList<>();
    for (int group = 0; group < grid.layer().groups(); group++) {
      int[] entries = new int[grid.beatsPerSum() * engines];
      for (int engine = 0; engine < engines; engine++) {
        for (Entry entry : entries(grid, weights, group, engine)) {
          entries[entry.beat() * engines + engine]++;
        }
      }
      Arrays.stream(
              ListSchedule.beatCycles(
                  entries, engines, leastCycles(grid), ConvolutionListStage.mostLag(grid)))
          .forEach(cycles::add);
    }
    return cycles;
  }

  /**
   * Returns what an engine has to walk for a sum of a group.
   *
   * @param engine row-major
   */
  private static List<Entry> entries(
      ConvolutionGrid grid, Weights weights, int group, int engine) {
    int row = engine / grid.folding().parallelOutputs();
    int column = engine % grid.folding().parallelOutputs();
    int beats = grid.beatsPerSum();
    boolean[] begun = new boolean[grid.filters(column)];
    List<Entry> entries = new ArrayList<>();
    for (int step = 0; step < begun.length; step++) {
      if (!hasWeights(grid, weights, group, step, row, column)) {
        entries.add(new Entry(0, step, 0, 0, true));
      }
    }
    for (int beat = 0; beat < beats; beat++) {
      for (int step = 0; step < begun.length; step++) {
        for (int m = 0; m < grid.pairsPerBeat(); m++) {
          int weight = grid.weight(weights, group * beats + beat, step, row, column, m);
          if (weight != 0) {
            entries.add(new Entry(beat, step, m, weight, !begun[step]));
            begun[step] = true;
          }
        }
      }
    }
    return entries;
  }

  private static boolean hasWeights(
      ConvolutionGrid grid, Weights weights, int group, int step, int row, int column) {
    for (int beat = 0; beat < grid.beatsPerSum(); beat++) {
      for (int m = 0; m < grid.pairsPerBeat(); m++) {
        int ofLayer = group * grid.beatsPerSum() + beat;
        if (grid.weight(weights, ofLayer, step, row, column, m) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the memory's words: entry by entry of every beat that of every engine, row-major. */
  List<BigInteger> words() {
    List<BigInteger> words = new ArrayList<>();
    int beats = grid.beatsPerSum();
    for (int group = 0; group < grid.layer().groups(); group++) {
      List<Integer> cycles = stage.beatCycles().subList(group * beats, (group + 1) * beats);
      List<long[]> lists = new ArrayList<>();
      for (int engine = 0; engine < grid.folding().engines(); engine++) {
        lists.add(walk(entries(grid, weights, group, engine), cycles));
      }
      int next = 0;
      for (int ofBeat : cycles) {
        for (int left = ofBeat; left > 0; left--) {
          words.add(word(lists, next++, left == 2));
        }
      }
    }
    return words;
  }

  private BigInteger word(List<long[]> lists, int cycle, boolean nextIsLast) {
    MemoryWord word = new MemoryWord();
    for (long[] list : lists) {
      word.append(list[cycle], stage.entryBits());
    }
    word.append(nextIsLast ? 1 : 0, 1);
    return word.value();
  }

  /** Returns what an engine walks in every cycle of a sum. */
  private long[] walk(List<Entry> entries, List<Integer> cycles) {
    long[] walked = new long[cycles.stream().mapToInt(ofBeat -> ofBeat).sum()];
    int next = 0;
    int begin = 0;
    for (int beat = 0; beat < cycles.size(); beat++) {
      int end = begin + cycles.get(beat);
      for (int cycle = begin;
          cycle < end && next < entries.size() && entries.get(next).beat() <= beat;
          cycle++) {
        walked[cycle] = field(entries.get(next++));
      }
      begin = end;
    }
    if (next < entries.size()) {
      throw new IllegalStateException(
          grid.layer().name() + ": " + (entries.size() - next) + " entries are not walked");
    }
    return walked;
  }

  /** Returns an entry's bits, as {@link ConvolutionListStage#entryBits} names them. */
  private long field(Entry entry) {
    long steps = (entry.first() ? 1L << stage.stepBits() : 0) | entry.step();
    long places = steps << stage.slotBits() | entry.beat() % stage.windowSlots();
    long value = entry.weight() & ((1L << grid.weightBits()) - 1);
    return value | (places << stage.pairBits() | entry.pair()) << grid.weightBits();
  }
}
