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
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/** Every expected number is a sum written out beside it. */
class ConvolutionReferenceTest {

  private static int[] evaluate(
      Shape shape,
      Window window,
      int[] weights,
      int outputs,
      Requantisation requantisation,
      int... image) {
    Convolution layer = new Convolution("c", shape, outputs, window, Activation.RELU);
    Weights kernel =
        new Weights(
            outputs, window.kernelHeight(), window.kernelWidth(), shape.channels(), weights);
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer,
            NumberFormat.signed(8),
            1,
            requantisation.output(),
            1,
            8,
            Optional.of(kernel),
            Optional.of(requantisation));
    Tensor input = new Tensor(shape, image);
    int[] fast = LayerKinds.of(layer).prepare(quantised).apply(List.of(input)).values();
    int[] slow = LayerKinds.of(layer).evaluate(quantised, List.of(input)).values();
    assertArrayEquals(slow, fast);
    return slow;
  }

  /** Returns multiplier / 2^shift = 1/2 for every channel. */
  private static Requantisation half(NumberFormat output, int threshold, Long... biases) {
    List<Integer> multipliers = List.of(biases).stream().map(bias -> 1 << 15).toList();
    return new Requantisation(List.of(biases), multipliers, 16, output, threshold);
  }

  @Test
  void sumsTapsTimesWeightsPlusBias() {
    // Image 2x3 of one channel, kernel 2x2 (1 2 / 3 4), no padding.
    int[] out =
        evaluate(
            new Shape(1, 2, 3),
            new Window(2, 2, 1, 1, 0, 0, 0, 0),
            new int[] {1, 2, 3, 4},
            1,
            half(NumberFormat.signed(16), 0, 1L),
            5,
            6,
            7,
            8,
            9,
            10);
    // (5 + 2*6 + 3*8 + 4*9 + 1) / 2 = 78 / 2 and (6 + 2*7 + 3*9 + 4*10 + 1) / 2 = 88 / 2.
    assertArrayEquals(new int[] {39, 44}, out);
  }

  @Test
  void paddingIsZeroAndUneven() {
    // Kernel 1x2 (10 1), one column of padding on the left only, stride 2 across.
    int[] out =
        evaluate(
            new Shape(1, 1, 3),
            new Window(1, 2, 1, 2, 0, 1, 0, 0),
            new int[] {10, 1},
            1,
            half(NumberFormat.signed(16), 0, 0L),
            2,
            4,
            6);
    // (10*0 + 2) / 2 and (10*4 + 6) / 2.
    assertArrayEquals(new int[] {1, 23}, out);
  }

  @Test
  void channelsAreInnermostInImageWeightsAndResult() {
    // Two pixels of two channels; filter 0 = (1 10), filter 1 = (100 -1).
    int[] out =
        evaluate(
            new Shape(2, 1, 2),
            Window.pointwise(),
            new int[] {1, 10, 100, -1},
            2,
            half(NumberFormat.signed(16), 0, 0L, 0L),
            2,
            4,
            6,
            8);
    // (2 + 40) / 2, (200 - 4) / 2; (6 + 80) / 2, (600 - 8) / 2.
    assertArrayEquals(new int[] {21, 98, 43, 296}, out);
  }

  @Test
  void halvesRoundUpNegativesBecomeZeroLargeValuesSaturate() {
    int[] out =
        evaluate(
            new Shape(1, 1, 5),
            Window.pointwise(),
            new int[] {1},
            1,
            half(NumberFormat.unsigned(4), 0, 0L),
            3,
            -3,
            29,
            31,
            100);
    // 1.5 -> 2, -1.5 -> -1 -> 0, 14.5 -> 15, 15.5 -> 16 -> 15, 50 -> 15.
    assertArrayEquals(new int[] {2, 0, 15, 15, 15}, out);
  }

  @Test
  void halvesOfSignedOutputsRoundUpToo() {
    int[] out =
        evaluate(
            new Shape(1, 1, 4),
            Window.pointwise(),
            new int[] {1},
            1,
            half(NumberFormat.signed(4), 0, 0L),
            -3,
            -5,
            100,
            -100);
    // -1.5 -> -1, -2.5 -> -2, saturated at 7 and -8.
    assertArrayEquals(new int[] {-1, -2, 7, -8}, out);
  }

  @Test
  void valuesBelowTheThresholdBecomeZero() {
    int[] out =
        evaluate(
            new Shape(1, 1, 5),
            Window.pointwise(),
            new int[] {2},
            1,
            half(NumberFormat.signed(8), 3, 0L),
            2,
            3,
            -2,
            -3,
            4);
    assertArrayEquals(new int[] {0, 3, 0, -3, 4}, out);
  }

  @Test
  void aVectorLayerTakesAnyShapeOfItsElements() {
    Convolution layer = new Convolution("fc", new Shape(4, 1, 1), 1, Window.pointwise(), Activation.NONE);
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer,
            NumberFormat.signed(8),
            1,
            NumberFormat.signed(16),
            1,
            8,
            Optional.of(new Weights(1, 1, 1, 4, new int[] {1, 10, 100, 1000})),
            Optional.of(half(NumberFormat.signed(16), 0, 0L)));
    Tensor map = new Tensor(new Shape(1, 2, 2), new int[] {2, 4, 6, 8});
    Tensor out = LayerKinds.of(layer).evaluate(quantised, List.of(map));
    assertEquals((2 + 40 + 600 + 8000) / 2, out.values()[0]);
  }
}
