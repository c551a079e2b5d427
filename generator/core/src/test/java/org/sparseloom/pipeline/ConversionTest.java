package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.Conversion.Lanes;
import org.sparseloom.pipeline.Conversion.Pixels;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/** From lanes and pixels to others, step by step. */
class ConversionTest {
  private static final Shape SHAPE = new Shape(6, 2, 8);

  @Test
  void lanesOfOnePixelAreRegroupedAtOnce() {
    assertFalse(conversion(2, 1, 2, 1).needed());
    assertEquals(List.of(new Lanes(2, 6, 1)), conversion(2, 1, 6, 1).steps());
    assertEquals("LaneConverter_2to6_w8", conversion(2, 1, 6, 1).moduleName());
    assertEquals(96, conversion(2, 1, 3, 1).cyclesPerImage());
  }

  @Test
  void lanesOfEqualPixelsPassSideBySide() {
    assertEquals(List.of(new Lanes(2, 3, 4)), conversion(2, 4, 3, 4).steps());
    assertEquals(24, conversion(2, 4, 3, 4).cyclesPerImage());
    assertEquals("LaneConverter_2to3_x4_w8", conversion(2, 4, 3, 4).moduleName());
  }

  @Test
  void pixelsAreBufferedWhenTheirNumberChanges() {
    assertEquals(List.of(new Pixels(1, 4, 6, 1)), conversion(6, 1, 6, 4).steps());
    assertEquals(List.of(new Pixels(4, 1, 2, 3)), conversion(2, 4, 2, 1).steps());
    assertEquals(48, conversion(2, 4, 2, 1).cyclesPerImage());
    // Neither number divides the other.
    assertEquals(
        List.of(new Pixels(4, 2, 3, 2), new Pixels(2, 6, 3, 2)),
        new Conversion(wide(3, 4), wide(3, 6)).steps());
  }

  @Test
  void lanesAreRegroupedWhereMoreOfThemPass() {
    // One of two and three lanes passes at a time: behind the buffer that is one of both pixels.
    assertEquals(List.of(new Pixels(1, 2, 2, 3), new Lanes(2, 3, 2)), conversion(2, 1, 3, 2).steps());
    assertEquals(48, conversion(2, 1, 3, 2).cyclesPerImage());
    assertEquals(List.of(new Lanes(3, 2, 4), new Pixels(4, 1, 2, 3)), conversion(3, 4, 2, 1).steps());
    assertEquals(48, conversion(3, 4, 2, 1).cyclesPerImage());
    // Equally fast: lanes of fewer pixels.
    assertEquals(List.of(new Pixels(8, 2, 6, 1), new Lanes(6, 1, 2)), conversion(6, 8, 1, 2).steps());
    // One lane of one pixel comes in, on whichever side.
    assertEquals(List.of(new Lanes(1, 6, 1), new Pixels(1, 2, 6, 1)), conversion(1, 1, 6, 2).steps());
    assertEquals(96, conversion(1, 1, 6, 2).cyclesPerImage());
  }

  @Test
  void aBufferHoldsTwoGroupsOfPixels() {
    Pixels joins = new Pixels(2, 6, 3, 5);
    assertEquals(List.of(6, 2, 3, 16), List.of(joins.group(), joins.perWord(), joins.memories(), joins.words()));
    assertEquals(2, new Pixels(4, 1, 6, 1).words());
    assertEquals(16, new Pixels(4, 1, 6, 8).words());
  }

  @Test
  void aFlattenedImageComesPixelByPixel() {
    StreamFormat flat =
        new StreamFormat(new Shape(96, 1, 1), 8, NumberFormat.unsigned(8));
    Conversion conversion = new Conversion(stream(3, 2), flat);
    assertEquals(List.of(new Pixels(2, 1, 3, 2), new Lanes(3, 8, 1)), conversion.steps());
    assertEquals(96, conversion.cyclesPerImage());
  }

  private static StreamFormat wide(int lanes, int pixels) {
    return new StreamFormat(new Shape(6, 2, 12), lanes, NumberFormat.unsigned(8), pixels);
  }

  private static Conversion conversion(int lanes, int pixels, int toLanes, int toPixels) {
    return new Conversion(stream(lanes, pixels), stream(toLanes, toPixels));
  }

  private static StreamFormat stream(int lanes, int pixels) {
    return new StreamFormat(SHAPE, lanes, NumberFormat.unsigned(8), pixels);
  }
}
