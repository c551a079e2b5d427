package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * The lists of a {@link ConvolutionListStage}: per beat and engine its weights that are not zero,
 * filter by filter. In the first beat of a sum every filter has an entry, a weight of zero if need
 * be, as it must replace what its accumulator holds. Lists shorter than the beat's longest, or than
 * the pairs of a beat, end with zeros.
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

  /**
   * Returns the entries of the shortest beat: meanwhile the next beat's pairs are fed one by one.
   */
  static int leastCycles(ConvolutionGrid grid) {
    return Math.max(LEAST_CYCLES, grid.pairsPerBeat());
  }

  /** Returns the entries of every beat. */
  static List<Integer> cycles(ConvolutionGrid grid, Weights weights) {
    List<Integer> cycles = new ArrayList<>();
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      int longest = leastCycles(grid);
      for (int row = 0; row < grid.folding().parallelInputs(); row++) {
        for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
          int entries = 0;
          for (int step = 0; step < grid.filtersPerEngine(); step++) {
            int found = pairs(grid, weights, beat, step, row, column).length;
            entries += Math.max(least(grid, beat), found);
          }
          longest = Math.max(longest, entries);
        }
      }
      cycles.add(longest);
    }
    return cycles;
  }

  /** Returns the entries that every filter has in a beat at least. */
  private static int least(ConvolutionGrid grid, int beat) {
    return beat % grid.beatsPerSum() == 0 ? 1 : 0;
  }

  /** Returns the pairs of a beat and filter whose weight is not zero, ascending. */
  private static int[] pairs(
      ConvolutionGrid grid, Weights weights, int beat, int step, int row, int column) {
    int[] pairs = new int[grid.pairsPerBeat()];
    int found = 0;
    for (int m = 0; m < pairs.length; m++) {
      if (grid.weight(weights, beat, step, row, column, m) != 0) {
        pairs[found++] = m;
      }
    }
    return Arrays.copyOf(pairs, found);
  }

  /** Returns the memory's words: entry by entry of every beat that of every engine, row-major. */
  List<BigInteger> words() {
    List<BigInteger> words = new ArrayList<>();
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      List<long[]> lists = new ArrayList<>();
      for (int row = 0; row < grid.folding().parallelInputs(); row++) {
        for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
          lists.add(list(beat, row, column));
        }
      }
      int cycles = stage.beatCycles().get(beat);
      for (int entry = 0; entry < cycles; entry++) {
        MemoryWord word = new MemoryWord();
        for (long[] list : lists) {
          word.append(list[entry], stage.entryBits());
        }
        word.append(entry == cycles - 2 ? 1 : 0, 1);
        words.add(word.value());
      }
    }
    return words;
  }

  /** Returns the entries of one engine. */
  private long[] list(int beat, int row, int column) {
    long[] list = new long[stage.beatCycles().get(beat)];
    int next = 0;
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      int[] pairs = pairs(grid, weights, beat, step, row, column);
      for (int m : pairs) {
        int weight = grid.weight(weights, beat, step, row, column, m);
        list[next++] = entry(weight, m, step, m == pairs[0]);
      }
      if (pairs.length < least(grid, beat)) {
        list[next++] = entry(0, 0, step, true);
      }
    }
    return list;
  }

  /** Returns an entry, its fields as {@link ConvolutionListStage#entryBits} names them. */
  private long entry(int weight, int pair, int step, boolean first) {
    long steps = (first ? 1L << stage.stepBits() : 0) | step;
    long value = weight & ((1L << grid.weightBits()) - 1);
    return value | (steps << stage.pairBits() | pair) << grid.weightBits();
  }
}
