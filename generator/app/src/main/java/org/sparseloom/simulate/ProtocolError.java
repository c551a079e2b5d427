package org.sparseloom.simulate;

/**
 * A stream that broke the ready/valid rules or gave too much.
 *
 * @param side of the stage: "input" or "output"
 * @param image the one in transit, from 0
 * @param cycle since the reset
 */
public record ProtocolError(
    String design, String stage, String side, long image, long cycle, String what) {
  /** Returns the same in a set of images of which the first follows the last one again. */
  ProtocolError ofImages(int images) {
    return new ProtocolError(design, stage, side, image % images, cycle, what);
  }

  /** Returns one line for people. */
  public String text() {
    return "stage " + stage + " (" + side + ") " + what + ", image " + image + ", cycle " + cycle;
  }
}
