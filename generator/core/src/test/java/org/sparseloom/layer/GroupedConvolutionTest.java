package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/** Expected numbers of the small cases are sums written out beside them. */
class GroupedConvolutionTest {
  private static final NumberFormat WIDE = NumberFormat.signed(32);

  @Test
  void depthwiseOutputsSeeTheirOwnChannelOnly() {
    Convolution layer =
        new Convolution(
            "c", new Shape(2, 1, 3), 2, new Window(1, 3, 1, 1, 0, 1, 0, 1), 2, Activation.NONE);
    // Channel 0 is 1 2 3, channel 1 is 10 20 30, each with a zero to either side.
    int[] image = {1, 10, 2, 20, 3, 30};
    int[] weights = {1, 0, 2, -1, 3, 0};
    // 0 + 2x2; -0 + 3x10 | 1 + 2x3; -10 + 3x20 | 2 + 0; -20 + 3x30
    assertArrayEquals(
        new int[] {4, 30, 7, 50, 2, 70}, evaluate(layer, weights, image, List.of(0L, 0L)));
  }

  @Test
  void everyChannelHasItsOwnBias() {
    Convolution layer =
        new Convolution("c", new Shape(2, 1, 1), 2, Window.pointwise(), 2, Activation.NONE);
    // 3 x 5 + 100; 4 x 6 - 50
    assertArrayEquals(
        new int[] {115, -26},
        evaluate(layer, new int[] {3, 4}, new int[] {5, 6}, List.of(100L, -50L)));
  }

  @Test
  void groupsSplitChannelsAndOutputs() {
    Convolution layer =
        new Convolution("c", new Shape(4, 1, 1), 6, Window.pointwise(), 2, Activation.NONE);
    assertEquals(0, layer.firstChannel(2));
    assertEquals(2, layer.firstChannel(3));
    // The first three outputs see 1 2, the others 10 20.
    int[] weights = {1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1};
    assertArrayEquals(
        new int[] {1, 2, 3, 10, 20, 30},
        evaluate(layer, weights, new int[] {1, 2, 10, 20}, Collections.nCopies(6, 0L)));
  }

  @Test
  void onlyOneOutputToEachChannelIsDepthwise() {
    Shape shape = new Shape(4, 5, 5);
    Window window = Window.pointwise();
    assertTrue(new Convolution("c", shape, 4, window, 4, Activation.NONE).depthwise());
    assertFalse(new Convolution("c", shape, 8, window, 4, Activation.NONE).depthwise());
    assertFalse(new Convolution("c", shape, 4, window, 2, Activation.NONE).depthwise());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Convolution("c", shape, 4, window, 3, Activation.NONE));
  }

  @ParameterizedTest
  @CsvSource({"6, 6, 8", "6, 6, 16", "3, 6, 8", "2, 6, 8", "2, 4, 16", "6, 12, 8", "1, 5, 8"})
  void theFastWayIsTheDefinition(int groups, int outputs, int bits) {
    Random random = new Random(31L * groups + outputs);
    Shape shape = new Shape(6, 7, 9);
    Convolution layer =
        new Convolution(
            "c", shape, outputs, new Window(3, 3, 2, 1, 0, 1, 1, 2), groups, Activation.NONE);
    int limit = 1 << (bits - 1);
    int[] weights =
        random.ints(outputs * layer.pairsPerOutput(), -limit + 1, limit).toArray();
    int[] image = random.ints(shape.elements(), -(1 << 15), 1 << 15).toArray();
    evaluate(layer, weights, image, Collections.nCopies(outputs, 77L));
  }

  /** Returns the sums themselves: multiplier 2 and one bit of shift. */
  private static int[] evaluate(
      Convolution layer, int[] weights, int[] image, List<Long> biases) {
    Requantisation requantisation =
        new Requantisation(biases, Collections.nCopies(biases.size(), 2), 1, WIDE, 0);
    Window window = layer.window();
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer,
            NumberFormat.signed(16),
            1,
            WIDE,
            1,
            16,
            Optional.of(
                new Weights(
                    layer.outputs(),
                    window.kernelHeight(),
                    window.kernelWidth(),
                    layer.channelsPerGroup(),
                    weights)),
            Optional.of(requantisation));
    List<Tensor> inputs = List.of(new Tensor(layer.inputShape(), image));
    LayerKind kind = LayerKinds.of(layer);
    int[] slow = kind.evaluate(quantised, inputs).values();
    assertArrayEquals(slow, kind.prepare(quantised).apply(inputs).values());
    return slow;
  }
}
