package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * The columns of {@link ConvolutionColumnStage}s: for every pair of a beat and engine the filter steps
 * that have a weight there which is not zero, or in one of two filters that share the engine. The first
 * pair of a sum has entries for all steps, since its products begin the sums.
 */
final class WeightColumns {
  private final ConvolutionGrid grid;
  private final int together;
  private final Weights weights;

  WeightColumns(ConvolutionGrid grid, Weights weights) {
    this.grid = grid;
    this.together = grid.filtersPerMultiplier();
    this.weights = weights;
  }

  /** Returns the entries of the engine that has most of them. */
  int most() {
    int most = 0;
    for (int row = 0; row < grid.folding().parallelInputs(); row++) {
      for (int engine = 0; engine < grid.folding().parallelOutputs() / together; engine++) {
        int entries = 0;
        for (int word = 0; word < grid.beatsPerPixel() * grid.pairsPerBeat(); word++) {
          entries += steps(row, engine, word).size();
        }
        most = Math.max(most, entries);
      }
    }
    return most;
  }

  /** Returns the words of a row's memory of columns. */
  List<BigInteger> columns(ConvolutionColumnStage stage, int row) {
    int engines = stage.enginesPerRow();
    int[] next = new int[engines];
    List<BigInteger> words = new ArrayList<>();
    for (int at = 0; at < stage.columnWords(); at++) {
      MemoryWord word = new MemoryWord();
      for (int engine = 0; engine < engines; engine++) {
        int count = steps(row, engine, at).size();
        // An empty column behind the last entry begins anywhere.
        long start = count == 0 ? 0 : next[engine];
        word.append((long) count << stage.startBits() | start, stage.columnBits());
        next[engine] += count;
      }
      words.add(word.value());
    }
    return words;
  }

  /** Returns the words of an engine's memory of entries, filled up with zeros. */
  List<BigInteger> entries(ConvolutionColumnStage stage, int row, int engine) {
    List<BigInteger> words = new ArrayList<>();
    for (int at = 0; at < stage.columnWords(); at++) {
      for (int step : steps(row, engine, at)) {
        MemoryWord word = new MemoryWord();
        for (int i = 0; i < together; i++) {
          word.append(
              grid.storedWeight(
                  weights, at / grid.pairsPerBeat(), step, row, engine * together + i,
                  at % grid.pairsPerBeat()),
              grid.weightBits());
        }
        word.append(step, stage.stepBits());
        words.add(word.value());
      }
    }
    while (words.size() < stage.entries()) {
      words.add(BigInteger.ZERO);
    }
    return words;
  }

  /** Returns the steps that a pair has an entry for. */
  private List<Integer> steps(int row, int engine, int word) {
    int beat = word / grid.pairsPerBeat();
    int m = word % grid.pairsPerBeat();
    boolean begins = m == 0 && beat % grid.beatsPerSum() == 0;
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      boolean some = begins;
      for (int i = 0; i < together; i++) {
        some |= grid.weight(weights, beat, step, row, engine * together + i, m) != 0;
      }
      if (some) {
        steps.add(step);
      }
    }
    return steps;
  }
}
