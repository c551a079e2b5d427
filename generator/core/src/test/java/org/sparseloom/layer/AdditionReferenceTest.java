package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Every expected number is a sum written out beside it. */
class AdditionReferenceTest {
  private static final Shape SHAPE = new Shape(1, 1, 4);
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);

  @Test
  void inputsOfTwoScalesAreRoundedOnceInTheSum() {
    // (3 a + 2 b) / 4: (9 + 4) / 4 = 3.25, (3 + 2) / 4 = 1.25, (6 + 8) / 4 = 3.5, (-12 + 2) / 4
    int[] sums = sums(SIGNED, 0, new int[] {3, 1, 2, -4}, new int[] {2, 1, 4, 1});
    assertArrayEquals(new int[] {3, 1, 4, -2}, sums); // Halves go up: 3.5 to 4, -2.5 to -2.
  }

  @Test
  void sumsBeyondTheFormatSaturate() {
    // (3 x 255 + 2 x 255) / 4 = 318.75; -100 x 3 / 4 = -75 is below an unsigned output's 0.
    int[] unsigned = sums(BYTE, 0, new int[] {255, -100, 0, 0}, new int[] {255, 0, 0, 0});
    assertArrayEquals(new int[] {255, 0, 0, 0}, unsigned);
    // -200 x 5 / 4 = -250 is below -128.
    int[] signed = sums(SIGNED, 0, new int[] {-200, 0, 0, 0}, new int[] {-200, 0, 0, 0});
    assertArrayEquals(new int[] {-128, 0, 0, 0}, signed);
  }

  @Test
  void sumsBelowTheThresholdBecomeZero() {
    // 3 x 4 / 4 = 3, 3 x 8 / 4 = 6, -3, -6
    int[] sums = sums(SIGNED, 4, new int[] {4, 8, -4, -8}, new int[] {0, 0, 0, 0});
    assertArrayEquals(new int[] {0, 6, 0, -6}, sums);
  }

  @Test
  void theFinerOfTwoScalesGetsTheSmallerMultiplier() {
    QuantisedLayer sum = quantised(Activation.NONE, 0.5, 0.125, 0.5);
    List<Integer> multipliers = sum.requantisation().orElseThrow().multipliers();
    assertEquals(multipliers.get(0), 4 * multipliers.get(1));
    assertEquals(0.5, sum.outputScale(), 0);
    // 10 x 0.5 + 20 x 0.125 = 7.5, which is 15 units of 0.5.
    assertArrayEquals(
        new int[] {15, 0, 0, 0},
        evaluate(sum, new int[] {10, 0, 0, 0}, new int[] {20, 0, 0, 0}));
  }

  @Test
  void aSumIsSignedOnlyIfItCanBeNegative() {
    LayerKind kind = new AdditionKind();
    Addition plain = new Addition("sum", SHAPE, Activation.NONE);
    Addition rectified = new Addition("sum", SHAPE, Activation.RELU);
    assertEquals(BYTE, kind.outputFormat(plain, List.of(BYTE, BYTE), 8));
    assertEquals(SIGNED, kind.outputFormat(plain, List.of(BYTE, SIGNED), 8));
    assertEquals(BYTE, kind.outputFormat(rectified, List.of(BYTE, SIGNED), 8));
  }

  @Test
  void relu6IsTheSaturationAtSix() {
    QuantisedLayer sum = quantised(Activation.RELU6, 0.1, 0.1, 6.0 / 255);
    assertTrue(sum.outputScale() * 255 <= 6 * (1 + 1e-9));
    int[] values = evaluate(sum, new int[] {40, 40, 10, 0}, new int[] {40, 20, 5, -7});
    assertEquals(255, values[0]); // 4 + 4 = 8 is clipped.
    assertEquals(6, values[1] * sum.outputScale(), 0.02); // 4 + 2.
    assertEquals(1.5, values[2] * sum.outputScale(), 0.02); // 1 + 0.5.
    assertEquals(0, values[3]); // -0.7.
  }

  @Test
  void aScaleThatWouldClipAboveSixIsRefused() {
    UserProblem problem =
        assertThrows(
            UserProblem.class, () -> quantised(Activation.RELU6, 0.1, 0.1, 7.0 / 255));
    assertTrue(problem.getMessage().contains("layer sum: activationScale"));
  }

  /** Returns (3 a + 2 b) / 4 of four values each. */
  private static int[] sums(NumberFormat output, int threshold, int[] one, int[] other) {
    Requantisation requantisation =
        new Requantisation(List.of(0L, 0L), List.of(3, 2), 2, output, threshold);
    Addition layer = new Addition("sum", SHAPE, Activation.NONE);
    return evaluate(
        new QuantisedLayer(
            layer,
            List.of(SIGNED, SIGNED),
            List.of(1.0, 1.0),
            output,
            1,
            0,
            Optional.empty(),
            Optional.of(requantisation)),
        one,
        other);
  }

  private static QuantisedLayer quantised(
      Activation activation, double oneScale, double otherScale, double outputScale) {
    Addition layer = new Addition("sum", SHAPE, activation);
    return new AdditionKind()
        .quantise(
            layer,
            new QuantisationSite(
                List.of(SIGNED, SIGNED),
                List.of(oneScale, otherScale),
                8,
                8,
                outputScale,
                0,
                0,
                Optional.empty()));
  }

  private static int[] evaluate(QuantisedLayer layer, int[] one, int[] other) {
    List<Tensor> inputs = List.of(new Tensor(SHAPE, one), new Tensor(SHAPE, other));
    LayerKind kind = LayerKinds.of(layer.layer());
    int[] values = kind.evaluate(layer, inputs).values();
    assertArrayEquals(values, kind.prepare(layer).apply(inputs).values());
    return values;
  }
}
