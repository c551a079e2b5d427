package org.sparseloom.flow;

/** How many threads long steps use. */
final class Threads {
  private Threads() {}

  /** Returns the cores that this process may use. */
  static int available() {
    return Runtime.getRuntime().availableProcessors();
  }
}
