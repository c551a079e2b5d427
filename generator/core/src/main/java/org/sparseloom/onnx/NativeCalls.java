package org.sparseloom.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the process from ending under a call of ONNX Runtime: when the JVM ends, ONNX Runtime frees what
 * such a call may be using, and the process dies of a fault of memory.
 */
public final class NativeCalls {
  /** Held for reading by calls, and for writing from the moment that the process is to end. */
  private static final ReentrantReadWriteLock ENDING = new ReentrantReadWriteLock();

  private NativeCalls() {}

  /** A call of ONNX Runtime. */
  public interface Call<T> {
    T run() throws OrtException;
  }

  /** Returns what a call returns; it never returns if the process is about to end. */
  public static <T> T of(Call<T> call) throws OrtException {
    ENDING.readLock().lock();
    try {
      return call.run();
    } finally {
      ENDING.readLock().unlock();
    }
  }

  /** Waits for the calls under way and lets no other begin. */
  public static void endAll() {
    ENDING.writeLock().lock();
  }
}
