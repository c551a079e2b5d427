package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Which pixels can be side by side, and what a line buffer makes of them. */
class PixelCountsTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Window HALF = new Window(3, 3, 2, 2, 1, 1, 1, 1);

  @Test
  void aStrideAsksForMultiplesOfItself() {
    assertEquals(List.of(1, 2, 4, 8), convolution(8, SAME).pixelCounts());
    assertEquals(List.of(1, 2, 4, 8), convolution(8, HALF).pixelCounts());
    assertEquals(List.of(1), convolution(7, HALF).pixelCounts());
    assertEquals(List.of(1, 2, 14), convolution(14, HALF).pixelCounts());
    // Six outputs of eight columns: 2 side by side are possible, 4 and 8 are not.
    assertEquals(
        List.of(1, 2), convolution(8, new Window(3, 3, 1, 1, 0, 0, 0, 0)).pixelCounts());
    assertEquals(List.of(1, 2, 4), new GlobalAveragePooling("gap", new Shape(3, 5, 4)).pixelCounts());
    assertEquals(
        "layer conv: pixels (4) must divide the width of its input (14), be a multiple of its stride,"
            + " and make outputs whose number divides the width of its output (7)",
        assertThrows(
                UserProblem.class, () -> PixelCounts.requireLegal(convolution(14, HALF), 4))
            .getMessage());
  }

  @Test
  void theWindowsOfABeatAreCutFromWholeGroups() {
    // Four windows reach columns -1 .. 4: the last of group -1, group 0, the first of group 1.
    LineBuffer four = buffer(SAME, 4);
    assertEquals(4, four.windowsPerBeat());
    assertEquals(new Window(3, 3, 1, 1, 1, 1, 1, 1), four.ofGroups().window());
    assertEquals(new Shape(16, 6, 4), four.ofGroups().input().shape());
    assertEquals(3, four.column(0, 0));
    assertEquals(8, four.column(3, 2));
    // Two beats a group gather all columns each; a group in one beat only the column that is new.
    assertEquals(3, four.gatherCycles());
    assertEquals(1, buffer(SAME, 4, 4).gatherCycles());
    assertEquals(3, four.firstGatherCycles());
    assertEquals(4, four.windowsPerRow());

    // Two windows of stride 2 reach columns -1 .. 3.
    LineBuffer half = buffer(HALF, 4);
    assertEquals(2, half.windowsPerBeat());
    assertEquals(new Window(3, 2, 2, 1, 1, 1, 1, 0), half.ofGroups().window());
    assertEquals(3, half.column(0, 0));
    assertEquals(7, half.column(1, 2));
    assertEquals(4, half.windowsPerRow());
  }

  @Test
  void singlePixelsNeedNoMemoryHoweverManySideBySide() {
    assertTrue(buffer(Window.pointwise(), 8).bypassed());
    assertTrue(buffer(new Window(1, 1, 1, 2, 0, 0, 0, 0), 4).bypassed());
  }

  private static LineBuffer buffer(Window window, int pixels) {
    return buffer(window, pixels, 2);
  }

  private static LineBuffer buffer(Window window, int pixels, int lanes) {
    return new LineBuffer(window, new StreamFormat(new Shape(4, 6, 16), lanes, BYTE, pixels));
  }

  private static Convolution convolution(int width, Window window) {
    return new Convolution("conv", new Shape(4, 6, width), 8, window, Activation.RELU);
  }
}
