package org.sparseloom.simulate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A value on a stream that the reference does not have there.
 *
 * @param design name of the accelerator
 * @param stage layer name
 * @param side "output": the stage gave it; "input": it came so from the connection before the stage
 * @param image from 0
 * @param y row of the pixel
 * @param x column of the pixel
 * @param cycle since the reset; empty if the simulation has no clock
 */
public record Mismatch(
    String design,
    String stage,
    String side,
    long image,
    int y,
    int x,
    int channel,
    long expected,
    long got,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> cycle) {
  /** Returns the same in a set of images of which the first follows the last one again. */
  Mismatch ofImages(int images) {
    return new Mismatch(
        design, stage, side, image % images, y, x, channel, expected, got, cycle);
  }

  /** Returns one line for people, with everything in it. */
  public String text() {
    return "stage " + stage + " (" + side + "): image " + image + ", pixel (y " + y + ", x " + x
        + "), channel " + channel + ": expected " + expected + ", got " + got
        + cycle.map(at -> " (cycle " + at + ")").orElse("");
  }

  /** Returns how many values are wrong, and the first of them; empty if none is. */
  static Optional<String> faults(long count, List<Mismatch> mismatches) {
    return mismatches.stream()
        .findFirst()
        .map(first -> count + " wrong values, the first: " + first.text());
  }
}
