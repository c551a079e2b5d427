package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.ByteGrids;
import org.sparseloom.testing.RandomWork;
import org.sparseloom.testing.SparseWeights;

/** Columns of weights, and the cycles of engines that walk them; ConvolutionStageTest has the hardware beside. */
class ColumnSweepTest {
  private static final int SUM_BITS = 24;
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);

  /** Four filters in two engines of two filters each; two channels, a channel a beat. */
  private static final Convolution POINTWISE =
      new Convolution("c", new Shape(2, 8, 8), 8, Window.pointwise(), Activation.RELU);

  @Test
  void longSumsFollowOnEachOther() {
    Convolution layer =
        new Convolution("c", new Shape(16, 8, 8), 8, Window.pointwise(), Activation.RELU);
    int[] weights = new int[8 * 16];
    Arrays.fill(weights, 1);
    // The engine of 8 filters, two at once, has 4 entries for each of 16 activations.
    ConvolutionGrid grid = ByteGrids.of(layer, new Folding(1, 1, 2, 1, 2), 1);
    assertEquals(64 * 64, cycles(grid, weights, true, true), 1e-9);
    // 8 activations that are not zero, and that of the last beat, which ends the sums.
    assertEquals(64 * (8 + 1) * 4, cycles(grid, weights, true, false), 1e-9);
  }

  /** Two sums take as long as one, 5 cycles and the draining of a bank: there are two banks. */
  @Test
  void shortSumsWaitForTheirBank() {
    // Four steps of two filters: all have weights for channel 0; steps 0 and 2 for channel 1.
    int[] weights = {1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 2, 1, 0, 1, 0};
    ConvolutionGrid grid = ByteGrids.of(POINTWISE, new Folding(1, 1, 2, 1, 2), 1);
    assertEquals(64 * (6 + 5 + 4) / 2, cycles(grid, weights, true, true), 1e-9);
    // The first activation begins all sums and the last beat's ends them, even if they are zero.
    assertEquals(64 * (6 + 5 + 4) / 2, cycles(grid, weights, true, false), 1e-9);
    assertEquals(64 * (6 + 5 + 4) / 2, cycles(grid, weights, false, true), 1e-9);
  }

  @Test
  void aSumWaitsForTheRequantisers() {
    int[] weights = new int[16];
    ConvolutionGrid grid = ByteGrids.of(POINTWISE, new Folding(1, 2, 8, 1, 1), 1);
    assertEquals(64 * 8, cycles(grid, weights, true, true), 1e-9);
  }

  /**
   * One engine has eight entries for each activation of half of the channels, the other one for the other
   * half. Each has 1024 cycles to do in a sum and is ahead of the other by the 24 activations after which
   * its queue stops the feeder; that reaches the other engine's queue some cycles later.
   */
  @Test
  void enginesThatTakeTurnsAreAheadByTheirQueues() {
    Convolution layer =
        new Convolution("c", new Shape(256, 8, 8), 32, Window.pointwise(), Activation.RELU);
    int[] weights = new int[32 * 256];
    Arrays.setAll(weights, i -> i / 256 % 4 / 2 == i % 256 / 128 ? 1 : 0);
    ConvolutionGrid grid = ByteGrids.of(layer, new Folding(1, 1, 4, 1, 4), 1);
    double perSum = cycles(grid, weights, true, true) / 64;
    assertEquals(2 * (1024 - 8 * 24) + 5, perSum, 1e-9);
  }

  /** Queues that were far from full are not looked at for a while, which must not be too long. */
  @Test
  void cyclesDoNotHangOnHowOftenQueuesAreLookedAt() {
    Convolution layer =
        new Convolution("c", new Shape(96, 4, 4), 64, Window.pointwise(), Activation.RELU);
    for (int seed = 0; seed < 20; seed++) {
      Work work = new RandomWork(layer, 16, 0.01 * (1 + seed), seed);
      ColumnSweep sweep = new ColumnSweep(layer, work, 2);
      for (int columns : List.of(4, 8, 16)) {
        ConvolutionGrid grid = ByteGrids.of(layer, new Folding(1, 2, columns, 1, columns), 1);
        assertEquals(
            drained(sweep.clock(grid, 1)), drained(sweep.clock(grid, ColumnClock.UNWATCHED)),
            columns + " columns, seed " + seed);
      }
    }
  }

  private static long drained(ColumnClock clock) {
    for (int place = 0; place < 16; place++) {
      clock.run(place);
    }
    return clock.drained();
  }

  private static double cycles(
      ConvolutionGrid grid, int[] weights, boolean first, boolean second) {
    boolean[] nonZero = new boolean[grid.layer().inputShape().elements()];
    for (int i = 0; i < nonZero.length; i += 2) {
      nonZero[i] = first;
      nonZero[i + 1] = second;
    }
    Work work =
        MeasuredWork.of(
            WeightMasks.of(grid.layer(), new Weights(grid.layer().outputs(), 1, 1, grid.layer().inputShape().channels(), weights)),
            List.of(new NonZeroMap(grid.layer().inputShape(), nonZero)),
            MeasuredWork.ALL_PIXELS, 1);
    ColumnSweep sweep = new ColumnSweep(grid.layer(), work, 2);
    double cycles = sweep.perImage(grid);
    assertTrue(sweep.leastPerPixel(grid.folding(), 1) * 64 <= cycles);
    // From an image's begin on, until its first sum has left.
    assertEquals(cycles, Arrays.stream(sweep.perRow(grid)).sum(), cycles / 64 + 20);
    return cycles;
  }

  @Test
  void wordsHaveColumnsAndEntries() {
    Convolution layer =
        new Convolution("c", new Shape(2, 1, 1), 4, Window.pointwise(), Activation.RELU);
    // Filters 0 and 1 are step 0 of the only engine, 2 and 3 are step 1.
    Weights weights = new Weights(4, 1, 1, 2, new int[] {0, 5, 0, 0, 0, 0, -3, 2});
    ConvolutionColumnStage stage =
        ConvolutionColumnStage.of(
            ByteGrids.of(layer, new Folding(1, 1, 2, 1, 1), 1), SUM_BITS, weights);
    // Channel 0 begins both sums; channel 1 has a weight in both steps.
    assertEquals(4, stage.entries());
    assertEquals(List.of(2, 2, 17), List.of(
        stage.startBits(), stage.columnBits() - stage.startBits(), stage.entryBits()));
    WeightColumns columns = new WeightColumns(stage.grid(), weights);
    assertEquals(List.of(word(2 << 2), word(2 << 2 | 2)), columns.columns(stage, 0));
    int step = 1 << 16;
    assertEquals(
        List.of(word(0), word(step | (256 - 3) << 8), word(5), word(step | 2 << 8)),
        columns.entries(stage, 0, 0));
  }

  private static BigInteger word(int value) {
    return BigInteger.valueOf(value);
  }

  @Test
  void theSweepFindsTheEntriesOfAllFoldings() {
    Convolution whole = new Convolution("c", new Shape(6, 6, 8), 12, SAME, Activation.RELU);
    Convolution grouped = new Convolution("g", new Shape(6, 6, 8), 12, SAME, 3, Activation.RELU);
    for (Folding folding : List.of(new Folding(1, 1, 2, 1, 1), new Folding(2, 1, 4, 1, 4))) {
      for (Convolution layer : List.of(whole, grouped)) {
        Weights weights = SparseWeights.of(layer, 7);
        NonZeroMap input =
            new NonZeroMap(layer.inputShape(), new boolean[layer.inputShape().elements()]);
        Work work = MeasuredWork.of(WeightMasks.of(layer, weights), List.of(input), 4, 1);
        ConvolutionGrid grid = ByteGrids.of(layer, folding, 1);
        assertEquals(
            new WeightColumns(grid, weights).most(),
            new ColumnSweep(layer, work, 2).mostEntries(grid),
            layer.name() + " " + folding);
      }
    }
  }

  @Test
  void aStageHasNoColumnsForOtherWeights() {
    Convolution layer = new Convolution("c", new Shape(6, 6, 8), 12, SAME, Activation.RELU);
    NumberFormat format = NumberFormat.unsigned(8);
    ConvolutionColumnStage stage =
        ConvolutionColumnStage.of(
            ByteGrids.of(layer, new Folding(1, 2, 2, 1, 1), 1), SUM_BITS, SparseWeights.of(layer, 1));
    QuantisedLayer other =
        new QuantisedLayer(
            layer, format, 1, format, 1, 8, Optional.of(SparseWeights.of(layer, 2)), Optional.empty());
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> stage.contents(other));
    assertEquals("c: the stage was made for other weights", problem.getMessage());
  }
}
