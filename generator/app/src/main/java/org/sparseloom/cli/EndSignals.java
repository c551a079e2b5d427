package org.sparseloom.cli;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.sparseloom.onnx.NativeCalls;

/** Ends the process at Ctrl-C as the JVM would, with its exit codes, but between calls of ONNX Runtime. */
final class EndSignals {
  private static final Map<String, Integer> EXIT_CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

  private EndSignals() {}

  static void install() {
    EXIT_CODES.forEach(EndSignals::install);
  }

  /** By reflection: the compiler's warning of the JDK's unsupported module cannot be turned off. */
  private static void install(String name, int exitCode) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object end =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  NativeCalls.endAll();
                  System.exit(exitCode);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
    } catch (ReflectiveOperationException e) {
      // A JVM that has no such signals, or keeps them to itself, ends at them as it always does.
    }
  }
}
