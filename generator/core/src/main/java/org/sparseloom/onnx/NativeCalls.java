package org.sparseloom.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the process from ending under a call of ONNX Runtime: when the JVM ends, ONNX Runtime frees what
 * such a call may be using, and the process dies of a fault of memory.
 */
public final class NativeCalls {
  private static final NativeCalls ALL = new NativeCalls();

  /** Held for reading by calls, and for writing from the moment that the process is to end. */
  private final ReentrantReadWriteLock ending = new ReentrantReadWriteLock();

  NativeCalls() {}

  /** A call of ONNX Runtime. */
  public interface Call<T> {
    T run() throws OrtException;
  }

  /** Something of ONNX Runtime that is closed. */
  public interface Closing {
    void close() throws OrtException;
  }

  /** Returns what a call returns; it never returns if the process is about to end. */
  public static <T> T of(Call<T> call) throws OrtException {
    return ALL.result(call);
  }

  /** Closes something, which is a call, too. */
  public static void close(Closing closing) throws OrtException {
    ALL.result(
        () -> {
          closing.close();
          return closing;
        });
  }

  /** Waits for the calls under way and lets no other begin. */
  public static void endAll() {
    ALL.end();
  }

  <T> T result(Call<T> call) throws OrtException {
    ending.readLock().lock();
    try {
      return call.run();
    } finally {
      ending.readLock().unlock();
    }
  }

  void end() {
    ending.writeLock().lock();
  }
}
