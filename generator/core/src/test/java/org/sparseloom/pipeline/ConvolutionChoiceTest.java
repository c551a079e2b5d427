package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.testing.QuantisedChains;

class ConvolutionChoiceTest {
  private static final QuantisedLayer LAYER =
      QuantisedChains.from(8, 1, 1).pointwise(4).network().layers().get(0);

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
    return new ConvolutionChoice(engine, new Folding(8, 1, 4, 1, 1)).stage(LAYER);
  }
}
