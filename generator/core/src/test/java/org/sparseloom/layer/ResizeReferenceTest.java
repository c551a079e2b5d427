package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Sampling.Coordinates;
import org.sparseloom.layer.Sampling.Method;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Every expected number is a sum written out beside it. */
class ResizeReferenceTest {
  private static final Sampling COPY = new Sampling(Coordinates.ASYMMETRIC, Method.FLOOR);
  private static final Sampling CEILING = new Sampling(Coordinates.ASYMMETRIC, Method.CEIL);
  private static final Sampling LINEAR = new Sampling(Coordinates.HALF_PIXEL, Method.LINEAR);
  private static final Sampling CORNERS = new Sampling(Coordinates.ASYMMETRIC, Method.LINEAR);

  @Test
  void copiesRepeatPixelsAndRows() {
    int[] values = evaluate(new Resize("r", new Shape(2, 2, 1), 2, 3, COPY), 1, 10, 2, 20);
    assertArrayEquals(
        new int[] {
          1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 2, 20, 2, 20, 2, 20, 2, 20, 2, 20, 2, 20
        },
        values);
  }

  @Test
  void copiesUpwardsTakeTheNextAndTheLastAtTheEnd() {
    int[] values = evaluate(new Resize("r", new Shape(1, 1, 3), 1, 2, CEILING), 1, 2, 3);
    assertArrayEquals(new int[] {1, 2, 2, 3, 3, 3}, values);
  }

  @Test
  void outputsBetweenCentresWeighOneAndThreeQuarters() {
    // Output 0 is beyond the first centre; then (3 x 8 + 16) / 4, (8 + 3 x 16) / 4 and so on.
    int[] values = evaluate(new Resize("r", new Shape(1, 1, 3), 1, 2, LINEAR), 8, 16, -8);
    assertArrayEquals(new int[] {8, 10, 14, 10, -2, -8}, values);
  }

  @Test
  void rowsAndColumnsAreMixedExactlyAndRoundedOnce() {
    // Middle 2x2 of 4x4: (9 x 1 + 3 x 2 + 3 x 4 + 8) / 16 = 2.19, (3 + 9 x 2 + 4 + 3 x 8) / 16 =
    // 3.06, (3 + 2 + 9 x 4 + 3 x 8) / 16 = 4.06, (1 + 3 x 2 + 3 x 4 + 9 x 8) / 16 = 5.69.
    int[] values = evaluate(new Resize("r", new Shape(1, 2, 2), 2, 2, LINEAR), 1, 2, 4, 8);
    assertEquals(List.of(2, 3, 4, 6), List.of(values[5], values[6], values[9], values[10]));
    // Upper edge: (3 x 1 + 2) / 4 = 1.25, (1 + 3 x 2) / 4 = 1.75.
    assertEquals(List.of(1, 1, 2, 2), List.of(values[0], values[1], values[2], values[3]));
  }

  @Test
  void halvesGoUp() {
    // (2 x 1 + 2 x 2) / 4 = 1.5 and (2 x -1 + 2 x -2) / 4 = -1.5.
    Resize layer = new Resize("r", new Shape(2, 1, 2), 1, 2, CORNERS);
    assertArrayEquals(new int[] {1, -1, 2, -1, 2, -2, 2, -2}, evaluate(layer, 1, -1, 2, -2));
  }

  @Test
  void aDenominatorThatIsNoPowerOfTwoGrowsTheUnit() {
    Resize layer = new Resize("r", new Shape(1, 1, 2), 1, 3, LINEAR);
    // Thirds: 3, 3, (2 x 3 + 9) / 3, (3 + 2 x 9) / 3, 9, 9, all x 3 / 4.
    assertArrayEquals(new int[] {2, 2, 4, 5, 7, 7}, evaluate(layer, 3, 9));
    assertEquals(0.5 * 4 / 3, quantised(layer, 0.5).outputScale(), 1e-12);
    Resize quarters = new Resize("r", new Shape(1, 1, 2), 2, 4, LINEAR);
    assertEquals(0.5, quantised(quarters, 0.5).outputScale(), 0);
  }

  @Test
  void noWeightedMeanLeavesTheFormat() {
    int[] highest = evaluate(new Resize("r", new Shape(1, 2, 2), 3, 5, LINEAR), 127, 127, 127, 127);
    int[] lowest =
        evaluate(new Resize("r", new Shape(1, 2, 2), 3, 5, LINEAR), -128, -128, -128, -128);
    for (int i = 0; i < highest.length; i++) {
      assertEquals(List.of(119, -120), List.of(highest[i], lowest[i])); // 15 / 16 of them.
    }
  }

  @Test
  void positionsAreReducedFractions() {
    assertEquals(new Interpolation(2, 4, List.of(-1, 1)), LINEAR.interpolation(2));
    assertEquals(new Interpolation(3, 3, List.of(-1, 0, 1)), LINEAR.interpolation(3));
    assertEquals(new Interpolation(4, 4, List.of(0, 1, 2, 3)), CORNERS.interpolation(4));
    assertEquals(new Interpolation(1, 1, List.of(0)), LINEAR.interpolation(1));
  }

  @Test
  void roundingOfHalfPixelsCopiesPlainly() {
    for (Method method : List.of(Method.ROUND_PREFER_FLOOR, Method.ROUND_PREFER_CEIL)) {
      Sampling sampling = new Sampling(Coordinates.HALF_PIXEL, method);
      for (int factor = 1; factor < 6; factor++) {
        assertEquals(COPY.interpolation(factor), sampling.interpolation(factor));
      }
    }
    assertFalse(new Sampling(Coordinates.HALF_PIXEL, Method.FLOOR).legal(2));
  }

  @Test
  void positionsThatGoBackAreRefused() {
    IllegalArgumentException problem =
        assertThrows(
            IllegalArgumentException.class, () -> new Interpolation(2, 4, List.of(1, -1)));
    assertEquals(
        "positions [1, -1] / 4 must be as many as the factor (2) and ascend from -1 < first <= 0"
            + " by at most 1",
        problem.getMessage());
  }

  private static QuantisedLayer quantised(Resize layer, double scale) {
    return LayerKinds.of(layer)
        .quantise(
            layer,
            new QuantisationSite(
                List.of(NumberFormat.signed(8)), List.of(scale), 8, 8, 1, 0, 0,
                Optional.empty()));
  }

  private static int[] evaluate(Resize layer, int... image) {
    Tensor input = new Tensor(layer.inputShape(), image);
    return LayerKinds.of(layer).evaluate(quantised(layer, 1), List.of(input)).values();
  }
}
