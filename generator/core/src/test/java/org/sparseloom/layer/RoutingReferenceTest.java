package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Channels spread, joined and taken apart; numbers are the digits of their places. */
class RoutingReferenceTest {
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);

  @Test
  void aBlockIsFilledRowByRow() {
    // One pixel whose channels 11 12 | 21 22 are the places of a block of 2x2, two channels each.
    DepthToSpace layer = DepthToSpace.whole("d", new Shape(8, 1, 1), 2, 2, 1);
    int[] image = {110, 111, 120, 121, 82, 83, 92, 93};
    assertEquals(new Shape(2, 2, 2), layer.outputShape());
    assertArrayEquals(image, evaluate(layer, SIGNED, image));
    // The same as two runs: 110 111 120 121 are the places of channel 0.
    DepthToSpace runs = DepthToSpace.whole("d", new Shape(8, 1, 1), 2, 2, 2);
    assertArrayEquals(
        new int[] {110, 82, 111, 83, 120, 92, 121, 93}, evaluate(runs, SIGNED, image));
  }

  @Test
  void blocksStandBesideEachOtherAndAreCropped() {
    // Blocks 1 2 / 3 4 and 5 6 / 7 8 side by side are the rows 1 2 5 6 and 3 4 7 8.
    int[] image = {1, 2, 3, 4, 5, 6, 7, 8};
    DepthToSpace whole = DepthToSpace.whole("d", new Shape(4, 1, 2), 2, 2, 1);
    assertArrayEquals(new int[] {1, 2, 5, 6, 3, 4, 7, 8}, evaluate(whole, SIGNED, image));
    DepthToSpace cropped = new DepthToSpace("d", new Shape(4, 1, 2), 2, 2, 1, 1, 1, 1, 2);
    assertTrue(cropped.crops());
    assertFalse(whole.crops());
    assertArrayEquals(new int[] {4, 7}, evaluate(cropped, SIGNED, image));
  }

  @Test
  void aCropOfAWholeBlockIsRefused() {
    IllegalArgumentException problem =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DepthToSpace("d", new Shape(4, 3, 2), 2, 2, 1, 0, 0, 4, 4));
    assertEquals(
        "d: 4 rows or columns from 0 on must leave out less than a block of 2 at both ends of 6",
        problem.getMessage());
  }

  @Test
  void inputsOfEqualUnitsAreCopied() {
    QuantisedLayer joined = concatenation(List.of(BYTE, BYTE), List.of(0.5, 0.5), 8);
    assertTrue(joined.requantisation().isEmpty());
    assertEquals(0.5, joined.outputScale(), 0);
    assertArrayEquals(
        new int[] {1, 2, 10, 3, 4, 20}, join(joined, new int[] {1, 2, 3, 4}, new int[] {10, 20}));
  }

  @Test
  void theCoarsestInputPassesUnchanged() {
    QuantisedLayer joined = concatenation(List.of(BYTE, BYTE), List.of(0.1, 0.3), 8);
    assertEquals(0.3, joined.outputScale(), 1e-12);
    // 255 x 0.1 / 0.3 = 85, 100 / 3 = 33.3, 2 / 3 = 0.67, 1 / 3 = 0.33.
    assertArrayEquals(
        new int[] {85, 33, 255, 1, 0, 7},
        join(joined, new int[] {255, 100, 2, 1}, new int[] {255, 7}));
  }

  @Test
  void aFormatThatDoesNotHoldAllInputsTakesTheCalibratedUnit() {
    QuantisedLayer joined = concatenation(List.of(BYTE, SIGNED), List.of(0.1, 0.1), 8);
    assertEquals(SIGNED, joined.output());
    assertEquals(0.25, joined.outputScale(), 1e-5);
    // 255 x 0.4 = 102, 5 x 0.4 = 2, 1 x 0.4 = 0.4, 2 x 0.4 = 0.8; -100 x 0.4 = -40.
    assertArrayEquals(
        new int[] {102, 2, -40, 0, 1, 2},
        join(joined, new int[] {255, 5, 1, 2}, new int[] {-100, 6}));
  }

  @Test
  void aSliceKeepsARunOfChannels() {
    ChannelSlice layer = new ChannelSlice("s", new Shape(4, 1, 2), 1, 2);
    assertArrayEquals(
        new int[] {2, 3, 6, 7}, evaluate(layer, SIGNED, new int[] {1, 2, 3, 4, 5, 6, 7, 8}));
  }

  @Test
  void aSliceBeyondTheChannelsIsRefused() {
    IllegalArgumentException problem =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ChannelSlice("s", new Shape(4, 1, 2), 3, 2));
    assertEquals("s: channels 3 to 4 must be among the 4", problem.getMessage());
  }

  /** Two channels and one, of two pixels. */
  private static QuantisedLayer concatenation(
      List<NumberFormat> formats, List<Double> scales, int bits) {
    Concatenation layer =
        new Concatenation("c", List.of(new Shape(2, 1, 2), new Shape(1, 1, 2)));
    return LayerKinds.of(layer)
        .quantise(
            layer,
            new QuantisationSite(formats, scales, 8, bits, 0.25, 0, 0, Optional.empty()));
  }

  private static int[] join(QuantisedLayer layer, int[]... images) {
    List<Tensor> inputs = new ArrayList<>();
    for (int[] image : images) {
      inputs.add(new Tensor(layer.layer().inputShapes().get(inputs.size()), image));
    }
    return LayerKinds.of(layer.layer()).evaluate(layer, inputs).values();
  }

  private static int[] evaluate(Layer layer, NumberFormat format, int[] image) {
    QuantisationSite site =
        new QuantisationSite(List.of(format), List.of(1.0), 8, 8, 1, 0, 0, Optional.empty());
    LayerKind kind = LayerKinds.of(layer);
    return kind.evaluate(kind.quantise(layer, site), List.of(new Tensor(layer.inputShape(), image)))
        .values();
  }
}
