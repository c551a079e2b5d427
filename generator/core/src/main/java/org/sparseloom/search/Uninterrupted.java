package org.sparseloom.search;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work that is worth nothing if half done: an interrupt stays visible and is dealt with later. */
final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Returns the result.
   *
   * @throws ExecutionException with what the work threw
   */
  static <T> T result(Future<T> work) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
