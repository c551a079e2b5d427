package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** What a line buffer is made of beside its memories. */
class LineBufferUnitsTest {
  /**
   * Of six rows every second one can be the first: with padding four choices, a LUT a bit; six would
   * be three LUTs. Another one takes the column that waits.
   */
  @Test
  void aWindowThatMovesByTwoBeginsAtEverySecondRow() {
    assertEquals(6, buffer(2, 16).rowSlots());
    assertEquals((1 + 1) * readBits(buffer(2, 16)), selectLuts(buffer(2, 16)));
  }

  /** The next image begins an odd number of rows behind the last window: seven rows and padding. */
  @Test
  void itBeginsAtAnyRowIfAnImageEndsAtAnOddOne() {
    assertEquals(7, buffer(2, 17).rowSlots());
    assertEquals((3 + 1) * readBits(buffer(2, 17)), selectLuts(buffer(2, 17)));
  }

  /** Four rows of two values of 8 bits are read and chosen a cycle. */
  @Test
  void aColumnHasAllRowsOfTheWindow() {
    assertEquals(4 * 2 * 8, readBits(buffer(2, 16)));
  }

  /** Two pixels come side by side, of which windows of one column that step by two take the first. */
  @Test
  void aColumnBetweenTheWindowsIsNotChosen() {
    LineBuffer buffer =
        new LineBuffer(
            new Window(5, 1, 2, 2, 0, 0, 0, 0),
            new StreamFormat(new Shape(32, 16, 2), 4, NumberFormat.signed(4), 2));
    assertEquals(5 * 4 * 4, readBits(buffer));
    assertEquals(5 * 4 * 4, buffer.units().get(0).parameter("heldBits"));
    assertEquals(2 * 4 * 4, buffer.units().get(1).parameter("widthBits"));
  }

  /** What a buffer of one value a row counts with, by hand: LineBuffer.scala has these registers. */
  @Test
  void itsStateIsWhatItsRegistersHold() {
    LineBuffer buffer =
        new LineBuffer(
            new Window(1, 1, 2, 2, 0, 0, 0, 0),
            new StreamFormat(new Shape(1, 1, 1), 1, NumberFormat.unsigned(8)));
    int rows = 2 + 3; // 1 row + 3 memories + kernel + stride + 1 = 8 states, either side of 0
    int columns = 2 + 3; // 1 column + kernel + stride + 1 = 5 states
    int slots = 2;
    int words = 1;
    int flags = 9;
    assertEquals(
        4 * rows + 2 * columns + 2 * columns + 3 * slots + words + flags,
        buffer.units().get(0).parameter("stateBits"));
  }

  private static int selectLuts(LineBuffer buffer) {
    return buffer.units().get(0).parameter("selectLuts");
  }

  private static int readBits(LineBuffer buffer) {
    return buffer.units().get(0).parameter("readBits");
  }

  private static LineBuffer buffer(int stride, int height) {
    return new LineBuffer(
        new Window(4, 4, stride, stride, 1, 1, 1, 1),
        new StreamFormat(new Shape(4, height, 16), 2, NumberFormat.unsigned(8)));
  }
}
