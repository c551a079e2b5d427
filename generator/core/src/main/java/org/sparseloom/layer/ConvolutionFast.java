package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;

/**
 * The same convolution as {@link ConvolutionReference}, prepared once: every non-zero weight is
 * multiplied with a row of input values at a time, those that it meets in a block of output pixels
 * one after the other; zero weights cost nothing. The rows are arrays of their own because the compiler
 * makes vector instructions only of loops whose arrays have one index: 20 instead of 2 products a
 * nanosecond.
 */
final class ConvolutionFast {
  /** Input values of a block of pixels, so many that they stay in the processor's second cache. */
  private static final int BLOCK_VALUES = 1 << 17;

  private static final int LEAST_BLOCK = 32;
  private static final int LARGEST_BLOCK = 1024;

  /** Weights whose products are added at once, so that sums are loaded and stored less often. */
  private static final int TOGETHER = 4;

  private final Convolution layer;
  private final TapPlanes planes;
  private final FastRequantiser requantiser;
  private final boolean narrow;
  private final int block;

  /** Of every row: where its values begin in the planes. Index channel * taps + tap. */
  private final int[] starts;

  /** Of every output, for each weight that is not zero: its row, and its value. */
  private final int[][] rows;

  private final int[][] factors;

  private ConvolutionFast(QuantisedLayer quantised) {
    layer = (Convolution) quantised.layer();
    planes = new TapPlanes(layer);
    requantiser = new FastRequantiser(quantised.requantisation().orElseThrow());
    int bits = AccumulatorWidth.bits(quantised);
    narrow = bits <= Integer.SIZE;
    if (bits > WideRows.EXACT_BITS) {
      throw new IllegalArgumentException(
          layer.name() + ": sums of " + bits + " bits must have at most " + WideRows.EXACT_BITS);
    }
    starts = starts();
    block =
        Math.min(
            planes.runLength(),
            Math.max(LEAST_BLOCK, Math.min(LARGEST_BLOCK, BLOCK_VALUES / starts.length)));
    rows = new int[layer.outputs()][];
    factors = new int[layer.outputs()][];
    for (int output = 0; output < layer.outputs(); output++) {
      prepare(quantised.weights().orElseThrow(), output);
    }
  }

  static Function<List<Tensor>, Tensor> of(QuantisedLayer quantised) {
    ConvolutionFast prepared = new ConvolutionFast(quantised);
    return inputs -> prepared.evaluate(inputs.get(0));
  }

  private int[] starts() {
    int taps = layer.window().taps();
    int width = layer.window().kernelWidth();
    int[] all = new int[layer.inputShape().channels() * taps];
    for (int row = 0; row < all.length; row++) {
      all[row] = planes.runStart(row / taps, row % taps / width, row % taps % width);
    }
    return all;
  }

  /** Padded with weights of 0 to whole groups that are added together. */
  private void prepare(Weights weights, int output) {
    int perOutput = weights.perOutput();
    int first = output * perOutput;
    int kept = 0;
    for (int k = 0; k < perOutput; k++) {
      kept += weights.values()[first + k] != 0 ? 1 : 0;
    }
    int whole = (kept + TOGETHER - 1) / TOGETHER * TOGETHER;
    rows[output] = new int[whole];
    factors[output] = new int[whole];
    int next = 0;
    for (int k = 0; k < perOutput; k++) {
      if (weights.values()[first + k] != 0) {
        int channel = layer.firstChannel(output) + k % weights.inputs();
        rows[output][next] = channel * layer.window().taps() + k / weights.inputs();
        factors[output][next++] = weights.values()[first + k];
      }
    }
  }

  private Tensor evaluate(Tensor input) {
    int[] laidOut = planes.layOut(input.values());
    int[] values = new int[layer.outputShape().elements()];
    Rows taken =
        narrow ? new NarrowRows(starts.length, block) : new WideRows(starts.length, block);
    long[] sums = new long[block];
    for (int from = 0; from < planes.runLength(); from += block) {
      int count = Math.min(block, planes.runLength() - from);
      for (int row = 0; row < starts.length; row++) {
        taken.take(row, laidOut, from + starts[row], count);
      }
      for (int output = 0; output < rows.length; output++) {
        taken.sum(rows[output], factors[output], sums);
        requantise(output, from, count, sums, values);
      }
    }
    return new Tensor(layer.outputShape(), values);
  }

  /** Requantises a block of sums, row by row, and skips those between the output's rows. */
  private void requantise(int output, int from, int count, long[] sums, int[] values) {
    Shape shape = layer.outputShape();
    int pitch = planes.rowPitch();
    int last = from + count;
    for (int begin = from; begin < last; begin += pitch - begin % pitch) {
      int x = begin % pitch;
      int some = Math.min(shape.width() - x, last - begin);
      int first = (begin / pitch * shape.width() + x) * shape.channels() + output;
      requantiser.apply(output, sums, begin - from, some, values, first, shape.channels());
    }
  }

  /** Rows of values of one block. */
  private interface Rows {
    /** Copies a row. */
    void take(int row, int[] values, int from, int count);

    /** Sets the sums to those of factor x row, over whole groups of {@link #TOGETHER}. */
    void sum(int[] rows, int[] factors, long[] sums);
  }

  /** For sums that 32 bits hold. */
  private static final class NarrowRows implements Rows {
    private final int[][] values;
    private final int[] sums;

    NarrowRows(int rows, int block) {
      values = new int[rows][block];
      sums = new int[block];
    }

    @Override
    public void take(int row, int[] from, int first, int count) {
      System.arraycopy(from, first, values[row], 0, count);
    }

    @Override
    public void sum(int[] rows, int[] factors, long[] results) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < rows.length; k += TOGETHER) {
        add(
            sums, values[rows[k]], values[rows[k + 1]], values[rows[k + 2]], values[rows[k + 3]],
            factors[k], factors[k + 1], factors[k + 2], factors[k + 3]);
      }
      for (int i = 0; i < sums.length; i++) {
        results[i] = sums[i];
      }
    }

    private static void add(
        int[] sums, int[] row0, int[] row1, int[] row2, int[] row3,
        int factor0, int factor1, int factor2, int factor3) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factor0 * row0[i] + factor1 * row1[i] + factor2 * row2[i] + factor3 * row3[i];
      }
    }
  }

  /** For wider sums: doubles are as exact for all integers below 2^53. */
  private static final class WideRows implements Rows {
    static final int EXACT_BITS = 53;

    private final double[][] values;
    private final double[] sums;

    WideRows(int rows, int block) {
      values = new double[rows][block];
      sums = new double[block];
    }

    @Override
    public void take(int row, int[] from, int first, int count) {
      for (int i = 0; i < count; i++) {
        values[row][i] = from[first + i];
      }
    }

    @Override
    public void sum(int[] rows, int[] factors, long[] results) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < rows.length; k += TOGETHER) {
        add(
            sums, values[rows[k]], values[rows[k + 1]], values[rows[k + 2]], values[rows[k + 3]],
            factors[k], factors[k + 1], factors[k + 2], factors[k + 3]);
      }
      for (int i = 0; i < sums.length; i++) {
        results[i] = (long) sums[i];
      }
    }

    private static void add(
        double[] sums, double[] row0, double[] row1, double[] row2, double[] row3,
        double factor0, double factor1, double factor2, double factor3) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factor0 * row0[i] + factor1 * row1[i] + factor2 * row2[i] + factor3 * row3[i];
      }
    }
  }
}
