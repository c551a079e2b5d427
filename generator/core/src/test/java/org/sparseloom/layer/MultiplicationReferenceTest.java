package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Every expected number is worked out beside it. */
class MultiplicationReferenceTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);

  @Test
  void productsAreRoundedOnce() {
    // x 3 / 8: 5 x 7 = 35 is 13.125, -2 x 2 = -4 is -1.5 (halves up), 3 x 4 = 12 is 4.5, 20 x 20 is 150
    int[] products = evaluate(map(), 0, new int[] {5, -2, 3, 20}, new int[] {7, 2, 4, 20});
    assertArrayEquals(new int[] {13, -1, 5, 127}, products);
    // Below 5: 4.875 is 5, 4.125 is 4.
    assertArrayEquals(
        new int[] {5, 0, -5, 0}, evaluate(map(), 5, new int[] {13, 11, -13, -11}, new int[] {1, 1, 1, 1}));
  }

  @Test
  void aPixelOfFactorsServesAllPixels() {
    Multiplication scaled =
        new Multiplication("scaled", new Shape(2, 1, 2), true, Activation.NONE);
    // Channels are innermost: 8 x 1, 8 x 2, 16 x 1, 16 x 2, all x 3 / 8.
    assertArrayEquals(
        new int[] {3, 6, 6, 12}, evaluate(scaled, 0, new int[] {8, 8, 16, 16}, new int[] {1, 2}));
  }

  @Test
  void theOutputsScaleIsThatOfTheIntegerMultiplier() {
    QuantisationSite site =
        new QuantisationSite(
            List.of(SIGNED, BYTE), List.of(0.1, 1 / 255.0), 8, 8, 0.07, 0, 0, Optional.empty());
    QuantisedLayer product = new MultiplicationKind().quantise(map(), site);
    assertEquals(SIGNED, product.output());
    assertEquals(1, product.outputScale() / 0.07, 1e-4);
    Requantisation requantisation = product.requantisation().orElseThrow();
    assertEquals(
        0.1 / 255 / product.outputScale(),
        Math.scalb(requantisation.multipliers().get(0), -requantisation.shift()),
        1e-12);
  }

  @Test
  void aProductIsSignedOnlyIfItCanBeNegative() {
    LayerKind kind = new MultiplicationKind();
    Multiplication rectified =
        new Multiplication("m", new Shape(2, 1, 2), false, Activation.RELU);
    assertEquals(BYTE, kind.outputFormat(map(), List.of(BYTE, BYTE), 8));
    assertEquals(SIGNED, kind.outputFormat(map(), List.of(SIGNED, BYTE), 8));
    assertEquals(BYTE, kind.outputFormat(rectified, List.of(SIGNED, BYTE), 8));
  }

  private static Multiplication map() {
    return new Multiplication("m", new Shape(2, 1, 2), false, Activation.NONE);
  }

  private static int[] evaluate(Multiplication layer, int threshold, int[] one, int[] other) {
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer, List.of(SIGNED, SIGNED), List.of(1.0, 1.0), SIGNED, 1, 0, Optional.empty(),
            Optional.of(new Requantisation(List.of(0L), List.of(3), 3, SIGNED, threshold)));
    List<Tensor> inputs =
        List.of(new Tensor(layer.inputShape(), one), new Tensor(layer.factorShape(), other));
    LayerKind kind = new MultiplicationKind();
    int[] values = kind.evaluate(quantised, inputs).values();
    assertArrayEquals(values, kind.prepare(quantised).apply(inputs).values());
    return values;
  }
}
