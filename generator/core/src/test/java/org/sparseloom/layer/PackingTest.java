package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

class PackingTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);

  @Test
  void bitsSideBySideAreTheSumOfBothWeights() {
    for (int upper = -127; upper <= 127; upper++) {
      for (int lower = -127; lower <= 127; lower++) {
        int stored = Packing.upper(upper, lower);
        assertEquals((byte) stored, stored, upper + " above " + lower + " must have eight bits");
        int operand = stored << Packing.FIELD_BITS | lower & 0xffff;
        assertEquals((upper << Packing.FIELD_BITS) + lower, operand);
      }
    }
  }

  @Test
  void eightBitsAreSharedAndWiderProductsAreNot() {
    assertEquals(2, together(BYTE, 8, 127));
    assertEquals(2, together(NumberFormat.signed(8), 8, -127));
    assertEquals(1, together(NumberFormat.unsigned(9), 8, 127), "products of 16 bits");
    assertEquals(1, together(NumberFormat.signed(4), 10, 300), "more than the 25 bits of a port");
    assertEquals(1, together(NumberFormat.signed(16), 16, 127));
  }

  /** -128 - 1 has no eight bits, and products below 9 bits are made of LUTs anyhow. */
  @Test
  void theLeastWeightAndTinyProductsAreNotShared() {
    assertEquals(1, together(BYTE, 8, -128));
    assertEquals(1, together(NumberFormat.signed(4), 4, 7));
  }

  @Test
  void oddColumnsAndMultipliersOfLutsHaveNothingToShare() {
    assertEquals(1, grid(BYTE, 8, 127, MultiplierKind.DSP, 1).filtersPerMultiplier());
    assertEquals(1, grid(BYTE, 8, 127, MultiplierKind.LUT, 2).filtersPerMultiplier());
  }

  private static int together(NumberFormat input, int weightBits, int weight) {
    return grid(input, weightBits, weight, MultiplierKind.DSP, 2).filtersPerMultiplier();
  }

  private static ConvolutionGrid grid(
      NumberFormat input, int weightBits, int weight, MultiplierKind kind, int columns) {
    Convolution layer =
        new Convolution("c", new Shape(1, 2, 2), 2, Window.pointwise(), Activation.RELU);
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer, input, 1, BYTE, 1, weightBits,
            Optional.of(new Weights(2, 1, 1, 1, new int[] {1, weight})),
            Optional.of(
                new Requantisation(List.of(0L, 0L), List.of(40000, 40000), 16, BYTE, 0)));
    return ConvolutionGrid.of(
        quantised, Arithmetic.of(quantised), kind, new Folding(1, 1, columns, 1, 1), 1);
  }
}
