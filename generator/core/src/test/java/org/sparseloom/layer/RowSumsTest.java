package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

class RowSumsTest {
  /** Channels 0 and 2 are of the first row, 1 and 3 of the second: (1 + 3) x 255 and (100 + 5) x 255. */
  @Test
  void aRowHoldsTheProductsOfItsOwnChannels() {
    RowSums sums = sums(1, -100, -3, 5);
    assertEquals(16, sums.bits(new Folding(2, 1, 1, 1, 1)));
    // Channels 0, 1 and 2, 3: (1 + 100) x 255 = 25755 and 2040.
    assertEquals(16, sums.bits(new Folding(2, 2, 1, 1, 1)));
    // 100 x 255 = 25500 alone; the others are smaller.
    assertEquals(16, sums.bits(new Folding(4, 1, 1, 1, 1)));
    assertEquals(11, sums(1, -1, -3, 2).bits(new Folding(2, 1, 1, 1, 1)));
    assertEquals(12, sums(1, -1, -3, 5).bits(new Folding(2, 2, 1, 1, 1)));
  }

  private static RowSums sums(int... weights) {
    Convolution layer =
        new Convolution("c", new Shape(4, 1, 1), 1, Window.pointwise(), Activation.RELU);
    NumberFormat format = NumberFormat.unsigned(8);
    return new RowSums(
        new QuantisedLayer(
            layer, List.of(format), List.of(1.0), format, 1, 8,
            Optional.of(new Weights(1, 1, 1, 4, weights)), Optional.empty()));
  }
}
