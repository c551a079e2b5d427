package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
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
import org.sparseloom.testing.SparseWeights;

class WeightListsTest {
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);

  /** Of accumulators: lists do not hang on it. */
  private static final int SUM_BITS = 20;

  private static final int FIRST = 1 << 10;
  private static final int STEP = 1 << 9;
  private static final int PAIR = 1 << 8;

  /** Two columns of two filters each on two channels. */
  @Test
  void aListHasTheWeightsOfItsFiltersAndAnEntryForOneWithout() {
    Convolution layer =
        new Convolution("c", new Shape(2, 1, 1), 4, Window.pointwise(), Activation.RELU);
    Weights weights = new Weights(4, 1, 1, 2, new int[] {3, 0, 0, 0, 0, -5, 1, 2});
    ConvolutionListStage stage =
        ConvolutionListStage.of(
            ByteGrids.of(layer, new Folding(1, 2, 2, 1, 1), 1), SUM_BITS, weights);
    assertEquals(11, stage.entryBits());
    assertEquals(0, stage.memories().get(0).zeroBits());
    assertEquals(List.of(3), stage.beatCycles());
    assertEquals(
        List.of(
            word(FIRST + 3, FIRST, 0),
            word(FIRST + STEP + PAIR + 256 - 5, FIRST + STEP + 1, 1),
            word(0, STEP + PAIR + 2, 0)),
        new WeightLists(stage, weights).words());
  }

  /**
   * Two engines of four filters, two beats of one channel: the first engine has all of its weights in the
   * first beat, which without delay would last for all four of them, and the second has all in the second.
   */
  @Test
  void anEngineThatHasMuchToDoPutsOff() {
    Convolution layer =
        new Convolution("c", new Shape(2, 1, 1), 8, Window.pointwise(), Activation.RELU);
    Weights weights =
        new Weights(8, 1, 1, 2, new int[] {1, 0, 0, 5, 2, 0, 0, 6, 3, 0, 0, 7, 4, 0, 0, 8});
    ConvolutionListStage stage =
        ConvolutionListStage.of(
            ByteGrids.of(layer, new Folding(1, 1, 2, 1, 1), 1), SUM_BITS, weights);
    assertEquals(4, stage.windowSlots());
    assertEquals(13, stage.entryBits());
    // Both engines name a pair of one.
    assertEquals(2, stage.memories().get(0).zeroBits());
    assertEquals(List.of(2, 4), stage.beatCycles());
    int second = 1 << 9;
    assertEquals(
        List.of(
            both(entry(1, 0), 0, 1), both(entry(2, 1), 0, 0),
            both(entry(3, 2), second + entry(5, 0), 0), both(entry(4, 3), second + entry(6, 1), 0),
            both(0, second + entry(7, 2), 1), both(0, second + entry(8, 3), 0)),
        new WeightLists(stage, weights).words());
  }

  /** Two columns share three filters: the second has nothing at the second step, not even an entry that begins it. */
  @Test
  void aColumnMayHaveAFilterLess() {
    Convolution layer =
        new Convolution("c", new Shape(2, 1, 1), 3, Window.pointwise(), Activation.RELU);
    Weights weights = new Weights(3, 1, 1, 2, new int[] {3, 0, 0, 5, 0, 7});
    ConvolutionListStage stage =
        ConvolutionListStage.of(
            ByteGrids.of(layer, new Folding(1, 2, 2, 1, 1), 1), SUM_BITS, weights);
    assertEquals(List.of(2), stage.beatCycles());
    assertEquals(
        List.of(word(FIRST + 3, FIRST + PAIR + 5, 1), word(FIRST + STEP + PAIR + 7, 0, 0)),
        new WeightLists(stage, weights).words());
  }

  /** Returns a first entry: 8 bits of weight, a pair, a slot, two bits of step, that it is the first. */
  private static int entry(int weight, int step) {
    return weight | step << 10 | 1 << 12;
  }

  private static BigInteger both(int first, int second, int nextIsLast) {
    return BigInteger.valueOf(first | (long) second << 13 | (long) nextIsLast << 26);
  }

  private static BigInteger word(int first, int second, int nextIsLast) {
    return BigInteger.valueOf(first | second << 11 | nextIsLast << 22);
  }

  @Test
  void theSweepFindsTheListsOfAllFoldings() {
    Convolution whole = new Convolution("c", new Shape(6, 6, 8), 12, SAME, Activation.RELU);
    Convolution grouped = new Convolution("g", new Shape(6, 6, 8), 12, SAME, 3, Activation.RELU);
    for (Folding folding :
        List.of(
            new Folding(1, 1, 1, 1, 1), new Folding(3, 2, 6, 1, 6), new Folding(1, 6, 12, 1, 1),
            new Folding(3, 1, 5, 1, 1), new Folding(1, 2, 8, 1, 4))) {
      assertSweepFindsLists(whole, folding);
    }
    for (Folding folding :
        List.of(
            new Folding(1, 1, 2, 1, 1), new Folding(2, 1, 4, 1, 4), new Folding(1, 2, 3, 1, 1))) {
      assertSweepFindsLists(grouped, folding);
    }
  }

  private static void assertSweepFindsLists(Convolution layer, Folding folding) {
    Weights weights = SparseWeights.of(layer, 7);
    NonZeroMap input = new NonZeroMap(layer.inputShape(), new boolean[layer.inputShape().elements()]);
    Work work = MeasuredWork.of(WeightMasks.of(layer, weights), List.of(input), 4, 1);
    ConvolutionGrid grid = ByteGrids.of(layer, folding, 1);
    assertEquals(
        WeightLists.cycles(grid, weights),
        new ListSweep(layer, work).beatCycles(grid),
        layer.name() + " " + folding);
  }

  @Test
  void aStageHasNoListsForOtherWeights() {
    Convolution layer = new Convolution("c", new Shape(6, 6, 8), 12, SAME, Activation.RELU);
    NumberFormat format = NumberFormat.unsigned(8);
    ConvolutionListStage stage =
        ConvolutionListStage.of(
            ByteGrids.of(layer, new Folding(1, 2, 2, 1, 1), 1), SUM_BITS, SparseWeights.of(layer, 1));
    QuantisedLayer other =
        new QuantisedLayer(
            layer, format, 1, format, 1, 8, Optional.of(SparseWeights.of(layer, 2)), Optional.empty());
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> stage.contents(other));
    assertEquals("c: the stage was made for other weights", problem.getMessage());
  }
}
