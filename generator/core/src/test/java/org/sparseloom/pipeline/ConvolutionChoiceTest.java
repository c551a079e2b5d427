package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Folding;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

class ConvolutionChoiceTest {
  private static final Convolution LAYER =
      new Convolution("c", new Shape(4, 5, 5), 10, Window.pointwise(), Activation.RELU);

  private static ConvolutionChoice choice(String engine, int columns, int lanes) {
    return new ConvolutionChoice(engine, new Folding(2, 1, columns, 1, lanes));
  }

  private static String refused(ConvolutionChoice choice) {
    return assertThrows(UserProblem.class, () -> choice.requireLegal(LAYER)).getMessage();
  }

  @Test
  void listsMayBeOfDifferentNumbersOfFilters() {
    assertDoesNotThrow(() -> choice("list", 4, 2).requireLegal(LAYER));
    for (String engine : new String[] {"sparse", "dense", "skip", "column"}) {
      assertEquals(
          "folding of layer c: parallelOutputs (4) must divide the output channels (10)",
          refused(choice(engine, 4, 2)));
    }
  }

  @Test
  void everyColumnHasAFilter() {
    assertEquals(
        "folding of layer c: parallelOutputs (12) must be at most the output channels (10)",
        refused(choice("list", 12, 1)));
  }

  @Test
  void aBeatOutIsOfOneTurnOfTheColumns() {
    assertEquals(
        "folding of layer c: outputLanes (4) must divide the output channels (10)",
        refused(choice("list", 4, 4)));
  }
}
