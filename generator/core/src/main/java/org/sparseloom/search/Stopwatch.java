package org.sparseloom.search;

import java.time.Duration;

/** Times one part of a work after the other. */
final class Stopwatch {
  private long last = System.nanoTime();

  /** Returns the time since the last call, or since this was made. */
  Duration lap() {
    long now = System.nanoTime();
    Duration lap = Duration.ofNanos(now - last);
    last = now;
    return lap;
  }
}
