package org.sparseloom.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who ends the process waits for calls under way, and none begins behind that. */
class NativeCallsTest {
  private static final long PATIENCE_SECONDS = 20;

  @Test
  void theEndWaitsForACallAndNoneBeginsBehindIt() throws InterruptedException {
    NativeCalls calls = new NativeCalls();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    daemon(
        () ->
            calls.result(
                () -> {
                  begun.countDown();
                  return await(mayReturn);
                }));
    assertTrue(await(begun));
    daemon(
        () -> {
          calls.end();
          ended.countDown();
          return true;
        });
    assertFalse(ended.await(100, TimeUnit.MILLISECONDS), "it ended under a call");
    mayReturn.countDown();
    assertTrue(await(ended));
    daemon(
        () ->
            calls.result(
                () -> {
                  late.countDown();
                  return true;
                }));
    assertFalse(late.await(100, TimeUnit.MILLISECONDS), "a call began behind the end");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void daemon(NativeCalls.Call<Boolean> work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (ai.onnxruntime.OrtException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
