package org.sparseloom.layer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Weights;

/**
 * How wide an accumulator must be that adds up the products of one row of engines: those of its input
 * channels alone, so that many rows have narrow accumulators. Any order of additions is safe. May be
 * used by several threads.
 */
public final class RowSums {
  private final Weights weights;
  private final int channels;
  private final long largestInput;
  private final Map<Folding, Integer> known = new ConcurrentHashMap<>();

  /** Sums of products of weights and activations of a format. */
  public RowSums(Weights weights, NumberFormat input) {
    this.weights = weights;
    this.channels = weights.inputs();
    this.largestInput = input.magnitude();
  }

  /**
   * Returns signed bits for any partial sum of a row, without bias: the largest over filters and rows of
   * sum |w| x largest |a|.
   */
  public int bits(Folding folding) {
    return known.computeIfAbsent(
        new Folding(folding.parallelInputs(), folding.channelsPerEngine(), 1, 1, 1), this::found);
  }

  private int found(Folding folding) {
    int rows = folding.parallelInputs();
    int[] rowOf = new int[channels];
    Arrays.setAll(rowOf, channel -> channel / folding.channelsPerEngine() % rows);
    long largest = 1;
    long[] sums = new long[rows];
    int perOutput = weights.perOutput();
    int[] values = weights.values();
    for (int output = 0; output < weights.outputs(); output++) {
      Arrays.fill(sums, 0);
      int end = (output + 1) * perOutput;
      for (int tap = output * perOutput; tap < end; tap += channels) {
        for (int channel = 0; channel < channels; channel++) {
          sums[rowOf[channel]] += Math.abs(values[tap + channel]);
        }
      }
      for (long sum : sums) {
        largest = Math.max(largest, sum * largestInput);
      }
    }
    return NumberFormat.signedFor(largest).bits();
  }
}
