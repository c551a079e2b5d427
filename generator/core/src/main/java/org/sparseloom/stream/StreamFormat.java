package org.sparseloom.stream;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;

/**
 * What flows between two stages: pixels in raster order, the channels of a pixel in groups of
 * {@code lanes}, one group a beat. Lane l of a beat occupies bits l*bits and up.
 *
 * @param lanes channels per beat, a divisor of shape.channels()
 */
public record StreamFormat(Shape shape, int lanes, NumberFormat format) {
  public StreamFormat {
    if (lanes < 1 || shape.channels() % lanes != 0) {
      throw new IllegalArgumentException(
          "lanes (" + lanes + ") must divide the channels (" + shape.channels() + ")");
    }
  }

  public int beatsPerPixel() {
    return shape.channels() / lanes;
  }

  public long beatsPerImage() {
    return (long) shape.pixels() * beatsPerPixel();
  }

  public int widthBits() {
    return lanes * format.bits();
  }

  public StreamFormat withLanes(int newLanes) {
    return new StreamFormat(shape, newLanes, format);
  }
}
