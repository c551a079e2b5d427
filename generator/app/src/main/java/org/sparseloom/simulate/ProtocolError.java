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
  /** Returns one line for people. */
  public String text() {
    return "stage " + stage + " (" + side + ") " + what + ", image " + image + ", cycle " + cycle;
  }
}
