package org.sparseloom.stream;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Shape;

/**
 * What flows between two stages: groups of {@code pixels} neighbours of a row in raster order, the
 * channels of a group in groups of {@code lanes}, one of these a beat. Lane l of pixel p of a beat is
 * its value number p*lanes + l, at that multiple of the value's bits.
 *
 * @param lanes channels per beat, a divisor of shape.channels()
 * @param pixels pixels per beat, a divisor of shape.width()
 */
public record StreamFormat(Shape shape, int lanes, NumberFormat format, int pixels) {
  public StreamFormat {
    if (lanes < 1 || shape.channels() % lanes != 0) {
      throw new IllegalArgumentException(
          "lanes (" + lanes + ") must divide the channels (" + shape.channels() + ")");
    }
    if (pixels < 1 || shape.width() % pixels != 0) {
      throw new IllegalArgumentException(
          "pixels (" + pixels + ") must divide the width (" + shape.width() + ")");
    }
  }

  /** A stream of one pixel at a time. */
  public StreamFormat(Shape shape, int lanes, NumberFormat format) {
    this(shape, lanes, format, 1);
  }

  /** Returns the beats of a pixel, or of a group of pixels that flow side by side. */
  public int beatsPerPixel() {
    return shape.channels() / lanes;
  }

  public long beatsPerImage() {
    return (long) shape.pixels() / pixels * beatsPerPixel();
  }

  /** Returns the values of a beat. */
  public int values() {
    return pixels * lanes;
  }

  public int widthBits() {
    return values() * format.bits();
  }

  public StreamFormat withLanes(int newLanes) {
    return new StreamFormat(shape, newLanes, format, pixels);
  }

  public StreamFormat withPixels(int newPixels) {
    return new StreamFormat(shape, lanes, format, newPixels);
  }

  /**
   * Returns where the values of an image stand in the stream.
   *
   * @param value number of a value in stream order, 0 .. elements - 1
   * @return its index in a tensor: pixels in raster order, channels innermost
   */
  public int element(int value) {
    int lane = value % lanes;
    int pixel = value / lanes % pixels;
    int beat = value / values();
    int group = beat / beatsPerPixel();
    return (group * pixels + pixel) * shape.channels() + beat % beatsPerPixel() * lanes + lane;
  }
}
