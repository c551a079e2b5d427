package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a script for a vendor's tool in a plain Tcl interpreter, with stubs that check commands, options
 * and files.
 *
 * @param tool whose commands the stubs know: a file in the test resources tcl/
 * @param environment variables beside the test's own
 */
record TclRun(String tool, Map<String, String> environment) {
  private static final Path STUBS = Path.of("src/test/resources/tcl").toAbsolutePath();
  private static final Path TCLSH = Path.of("/usr/bin/tclsh");

  TclRun(String tool) {
    this(tool, Map.of());
  }

  /** Ends a test where there is no interpreter. */
  static void assumeTcl() {
    Assumptions.assumeTrue(Files.isExecutable(TCLSH), "needs tclsh");
  }

  /** Returns all that the run prints, among it every call; its exit status must be the given one. */
  String expect(int status, Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                TCLSH.toString(), STUBS.resolve("stubs.tcl").toString(), tool + ".tcl",
                script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), output);
    return output;
  }
}
