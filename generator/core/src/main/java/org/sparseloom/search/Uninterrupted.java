package org.sparseloom.search;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work that is worth nothing if half done: an interrupt stays visible and is dealt with later. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Waits until it has ended, however it does. */
  static void end(Future<?> work) {
    try {
      result(work);
    } catch (ExecutionException e) {
      // Who waits for its end alone has no use for what it threw.
    }
  }

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
