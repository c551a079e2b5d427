package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.Conversion.Step;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/** From lanes and pixels to others, step by step. */
class ConversionTest {
  private static final Shape SHAPE = new Shape(6, 2, 8);

  @Test
  void lanesOfOnePixelAreRegroupedAtOnce() {
    assertFalse(conversion(2, 1, 2, 1).needed());
    assertEquals(List.of(new Step(2, 6, 1, true, false)), conversion(2, 1, 6, 1).steps());
    assertEquals("LaneConverter_2to6_w8", conversion(2, 1, 6, 1).moduleName());
    assertEquals(96, conversion(2, 1, 3, 1).cyclesPerImage());
  }

  @Test
  void lanesOfEqualPixelsPassSideBySide() {
    assertEquals(List.of(new Step(2, 3, 4, true, false)), conversion(2, 4, 3, 4).steps());
    assertEquals(24, conversion(2, 4, 3, 4).cyclesPerImage());
  }

  @Test
  void pixelsAreWholeWhenTheirNumberChanges() {
    assertEquals(List.of(new Step(1, 4, 6, false, false)), conversion(6, 1, 6, 4).steps());
    assertEquals(
        List.of(new Step(2, 6, 1, true, false), new Step(1, 2, 6, false, false),
            new Step(6, 3, 2, true, true)),
        conversion(2, 1, 3, 2).steps());
    assertEquals(48, conversion(2, 1, 3, 2).cyclesPerImage());
    assertEquals(
        List.of(new Step(3, 6, 4, true, false), new Step(4, 1, 6, false, true),
            new Step(6, 2, 1, true, false)),
        conversion(3, 4, 2, 1).steps());
    assertEquals(48, conversion(3, 4, 2, 1).cyclesPerImage());
  }

  @Test
  void aFlattenedImageComesPixelByPixel() {
    StreamFormat flat =
        new StreamFormat(new Shape(96, 1, 1), 8, NumberFormat.unsigned(8));
    Conversion conversion = new Conversion(stream(3, 2), flat);
    assertEquals(
        List.of(new Step(3, 6, 2, true, false), new Step(2, 1, 6, false, true),
            new Step(6, 8, 1, true, false)),
        conversion.steps());
    assertEquals(48, conversion.cyclesPerImage());
  }

  private static Conversion conversion(int lanes, int pixels, int toLanes, int toPixels) {
    return new Conversion(stream(lanes, pixels), stream(toLanes, toPixels));
  }

  private static StreamFormat stream(int lanes, int pixels) {
    return new StreamFormat(SHAPE, lanes, NumberFormat.unsigned(8), pixels);
  }
}
