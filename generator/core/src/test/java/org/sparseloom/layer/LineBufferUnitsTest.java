package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** What a line buffer's rows are chosen by. */
class LineBufferUnitsTest {
  /** Of six rows every second one can be the first: three choices are a LUT a bit, six would be two. */
  @Test
  void aWindowThatMovesByTwoBeginsAtEverySecondRow() {
    assertEquals(6, buffer(2, 16).rowSlots());
    assertEquals(1, muxes(buffer(2, 16)));
  }

  /** The next image begins an odd number of rows behind the last window. */
  @Test
  void itBeginsAtAnyRowIfAnImageEndsAtAnOddOne() {
    assertEquals(7, buffer(2, 17).rowSlots());
    assertEquals(2, muxes(buffer(2, 17)));
  }

  private static int muxes(LineBuffer buffer) {
    return buffer.units().get(0).parameter("muxes");
  }

  private static LineBuffer buffer(int stride, int height) {
    return new LineBuffer(
        new Window(4, 4, stride, stride, 1, 1, 1, 1),
        new StreamFormat(new Shape(4, height, 16), 2, NumberFormat.unsigned(8)));
  }
}
