package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;

/** Every expected number is written out beside it. */
class PoolingReferenceTest {
  private static final NumberFormat SIGNED = NumberFormat.signed(8);

  private static int[] evaluate(Layer layer, Optional<Requantisation> scaling, int... image) {
    QuantisedLayer quantised =
        new QuantisedLayer(layer, SIGNED, 1, SIGNED, 1, 0, Optional.empty(), scaling);
    return LayerKinds.of(layer).evaluate(quantised, List.of(new Tensor(layer.inputShape(), image))).values();
  }

  /** Returns multiplier / 2^18 = 1/4. */
  private static Optional<Requantisation> quarter(int threshold) {
    return Optional.of(new Requantisation(List.of(0L), List.of(1 << 15), 17, SIGNED, threshold));
  }

  @Test
  void maximumOfEachChannel() {
    MaxPooling layer = new MaxPooling("p", new Shape(2, 2, 2), new Window(2, 2, 2, 2, 0, 0, 0, 0));
    // Channel 0: 1 3 5 -7; channel 1: -2 -4 -6 -8.
    assertArrayEquals(
        new int[] {5, -2}, evaluate(layer, Optional.empty(), 1, -2, 3, -4, 5, -6, -7, -8));
  }

  @Test
  void paddingNeverWins() {
    MaxPooling layer = new MaxPooling("p", new Shape(1, 1, 2), new Window(1, 2, 1, 1, 0, 1, 0, 1));
    assertArrayEquals(new int[] {-5, -3, -3}, evaluate(layer, Optional.empty(), -5, -3));
  }

  @Test
  void meanOfAWindowCountsPaddingAsZeros() {
    AveragePooling layer =
        new AveragePooling("a", new Shape(1, 2, 2), new Window(2, 2, 1, 2, 1, 0, 0, 0));
    // (0 + 0 + 3 + 7) / 4 = 2.5 -> 3 and (3 + 7 - 9 - 3) / 4 = -0.5 -> 0.
    assertArrayEquals(new int[] {3, 0}, evaluate(layer, quarter(0), 3, 7, -9, -3));
  }

  @Test
  void meanOfAllPixels() {
    GlobalAveragePooling layer = new GlobalAveragePooling("g", new Shape(2, 2, 2));
    // Channel 0: (1 + 2 + 3 + 4) / 4 = 2.5 -> 3; channel 1: -(10 + 20 + 30 + 41) / 4 -> -25.
    assertArrayEquals(
        new int[] {3, -25}, evaluate(layer, quarter(0), 1, -10, 2, -20, 3, -30, 4, -41));
  }

  @Test
  void maximumOfAllPixels() {
    GlobalMaxPooling layer = new GlobalMaxPooling("g", new Shape(2, 2, 2));
    // Channel 0: 1 3 5 -7; channel 1: -2 -4 -6 -8.
    assertArrayEquals(
        new int[] {5, -2}, evaluate(layer, Optional.empty(), 1, -2, 3, -4, 5, -6, -7, -8));
  }

  @Test
  void smallMeansBecomeZero() {
    GlobalAveragePooling layer = new GlobalAveragePooling("g", new Shape(2, 2, 2));
    assertArrayEquals(
        new int[] {0, -25}, evaluate(layer, quarter(4), 1, -10, 2, -20, 3, -30, 4, -41));
  }
}
