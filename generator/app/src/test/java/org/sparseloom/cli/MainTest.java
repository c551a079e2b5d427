package org.sparseloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void noCommandPrintsTheUsage() {
    assertEquals(ExitCode.USAGE, run(Commands.all()));
    assertTrue(errors().startsWith("usage: sparseloom COMMAND"));
  }

  @Test
  void anUnknownCommandIsNamedAboveTheUsage() {
    assertEquals(ExitCode.USAGE, run(Commands.all(), "weave"));
    assertTrue(errors().startsWith("sparseloom: command (weave) must be one of"));
  }

  @Test
  void everyCommandHasAHelpTextWithAnExample() {
    for (Command command : Commands.all()) {
      out.reset();
      assertEquals(ExitCode.GOOD, run(Commands.all(), command.name(), "--help"));
      assertTrue(
          out.toString(UTF_8).contains("./sparseloom " + command.name()),
          command.name() + " shows no example:\n" + out.toString(UTF_8));
    }
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    assertEquals(ExitCode.USAGE, run(List.of(failing(null)), "fail", "--weird"));
    assertTrue(errors().contains("--weird"));
    assertTrue(errors().contains("Maybe see: sparseloom fail --help"));
  }

  @Test
  void aUserProblemIsShownWithoutAStackTrace() {
    UserProblem problem =
        new UserProblem(ExitCode.DOES_NOT_FIT, "DSP (500) must be at most 220", "take a larger one");
    assertEquals(ExitCode.DOES_NOT_FIT, run(List.of(failing(problem)), "fail"));
    assertEquals(
        "sparseloom: DSP (500) must be at most 220\nMaybe take a larger one\n", errors());
  }

  @Test
  void aFullDiskIsShownWithoutAStackTrace() {
    IOException full = new IOException("rtl/a.sv: No space left on device");
    assertEquals(ExitCode.OTHER, run(List.of(failing(new UncheckedIOException(full))), "fail"));
    assertTrue(errors().startsWith("sparseloom: rtl/a.sv: No space left on device\nMaybe"));
    assertFalse(errors().contains("\tat "));
  }

  @Test
  void afaultOfOursShowsTheTrace() {
    assertEquals(ExitCode.OTHER, run(List.of(failing(new IllegalStateException("odd"))), "fail"));
    assertTrue(errors().startsWith("sparseloom: internal error in fail"));
    assertTrue(errors().contains("\tat "));
  }

  private String errors() {
    return errors.toString(UTF_8);
  }

  private ExitCode run(List<Command> commands, String... arguments) {
    return Main.run(
        commands,
        arguments,
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(errors, true, UTF_8), false));
  }

  private static Command failing(RuntimeException failure) {
    return new Command() {
      @Override
      public String name() {
        return "fail";
      }

      @Override
      public String arguments() {
        return "";
      }

      @Override
      public int argumentCount() {
        return 0;
      }

      @Override
      public String summary() {
        return "fails";
      }

      @Override
      public String explanation() {
        return "Example: ./sparseloom fail";
      }

      @Override
      public Options options() {
        return new Options();
      }

      @Override
      public ExitCode run(CommandLine line, Terminal terminal) {
        throw failure;
      }
    };
  }
}
