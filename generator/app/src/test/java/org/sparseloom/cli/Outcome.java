package org.sparseloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.sparseloom.problem.ExitCode;

/**
 * What a command ended with and printed.
 *
 * @param code the exit status' meaning
 * @param out what stood on the standard output
 * @param errors what stood on the error output
 */
record Outcome(ExitCode code, String out, String errors) {
  /** Runs the real commands in this process, as a shell without a terminal does. */
  static Outcome of(String... arguments) {
    return of(Commands.all(), arguments);
  }

  static Outcome of(List<Command> commands, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(errors, true, UTF_8), false);
    ExitCode code = Main.run(commands, arguments, terminal);
    return new Outcome(code, out.toString(UTF_8), errors.toString(UTF_8));
  }

  /** Asserts success and returns this. */
  Outcome good() {
    assertEquals(ExitCode.GOOD, code, errors);
    return this;
  }

  /**
   * Asserts that the user is refused in words: the exit code, each of the parts of the message, a
   * line "Maybe ..." and nothing of a stack trace.
   */
  Outcome refused(ExitCode expected, String... parts) {
    assertEquals(expected, code, errors);
    for (String part : parts) {
      assertTrue(errors.contains(part), "must say '" + part + "':\n" + errors);
    }
    assertTrue(errors.contains("sparseloom: "), errors);
    assertTrue(errors.contains("\nMaybe "), errors);
    withoutTrace();
    return this;
  }

  /** Asserts that neither output shows an exception. */
  Outcome withoutTrace() {
    for (String text : List.of(out, errors)) {
      assertFalse(text.contains("Exception"), text);
      assertFalse(text.contains("\tat "), text);
    }
    return this;
  }
}
