package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.tensor.Weights;
import org.sparseloom.testing.QuantisedChains;

class RowSumsTest {
  /**
   * Of four weights 1, -1, -3, 2 (1, -1, -3, 5) on activations up to 255: rows of channels 0, 2 and 1, 3
   * hold 4 x 255 = 1020 at most, rows of channels 0, 1 and 2, 3 hold 5 x 255 = 1275 (8 x 255 = 2040), all
   * of them together 7 x 255 = 1785; signed numbers up to 1023 have 11 bits.
   */
  @Test
  void aRowHoldsTheProductsOfItsOwnChannels() {
    assertEquals(11, sums(1, -1, -3, 2).bits(new Folding(2, 1, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 2).bits(new Folding(2, 2, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 5).bits(new Folding(2, 2, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 2).bits(new Folding(1, 4, 1, 1, 1)));
  }

  /** A row of one of 8 channels has one product, of 8 bits and 8, where dense engines add up eight. */
  @Test
  void allEnginesOfRowsHaveAccumulatorsOfARow() {
    assertEquals(16, ((ConvolutionSparseStage) stage(ConvolutionSparseStage.ENGINE)).sumBits());
    assertEquals(16, ((ConvolutionSkipStage) stage(ConvolutionSkipStage.ENGINE)).sumBits());
    assertEquals(16, ((ConvolutionListStage) stage(ConvolutionListStage.ENGINE)).sumBits());
    ConvolutionDenseStage dense = (ConvolutionDenseStage) stage(ConvolutionDenseStage.ENGINE);
    assertEquals(18, dense.grid().accumulatorBits());
  }

  private static Stage stage(String engine) {
    return new ConvolutionChoice(engine, new Folding(8, 1, 4, 1, 1))
        .stage(QuantisedChains.from(8, 1, 1).pointwise(4).network().layers().get(0));
  }

  private static RowSums sums(int... weights) {
    return new RowSums(new Weights(1, 1, 1, 4, weights), NumberFormat.unsigned(8));
  }
}
