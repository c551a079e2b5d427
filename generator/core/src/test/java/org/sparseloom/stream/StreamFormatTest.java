package org.sparseloom.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;

/** The order of values in a stream, worked out by hand. */
class StreamFormatTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);

  /** Four channels of a row of four pixels: the value of pixel x and channel c is number 4x + c. */
  private static final Shape ROW = new Shape(4, 1, 4);

  @Test
  void onePixelAtATimeIsTheOrderOfTensors() {
    assertEquals(IntStream.range(0, 16).boxed().toList(), order(new StreamFormat(ROW, 2, BYTE)));
  }

  @Test
  void pixelsOfABeatStandSideBySideWithTheSameChannels() {
    StreamFormat stream = new StreamFormat(ROW, 2, BYTE, 2);
    assertEquals(
        List.of(
            0, 1, 4, 5, // channels 0 and 1 of pixels 0 and 1
            2, 3, 6, 7, // channels 2 and 3 of them
            8, 9, 12, 13,
            10, 11, 14, 15),
        order(stream));
    assertEquals(2, stream.beatsPerPixel());
    assertEquals(4, stream.beatsPerImage());
    assertEquals(32, stream.widthBits());
  }

  @Test
  void groupsFollowInRasterOrder() {
    StreamFormat stream = new StreamFormat(new Shape(1, 2, 4), 1, BYTE, 4);
    assertEquals(IntStream.range(0, 8).boxed().toList(), order(stream));
    assertEquals(2, stream.beatsPerImage());
  }

  @Test
  void pixelsDivideTheWidth() {
    assertEquals(
        "pixels (3) must divide the width (4)",
        assertThrows(IllegalArgumentException.class, () -> new StreamFormat(ROW, 2, BYTE, 3))
            .getMessage());
  }

  private static List<Integer> order(StreamFormat stream) {
    return IntStream.range(0, stream.shape().elements()).map(stream::element).boxed().toList();
  }
}
