package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.Version;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

class MainTest {
  @Test
  void noCommandPrintsTheUsage() {
    Outcome outcome = Outcome.of();
    assertEquals(ExitCode.USAGE, outcome.code());
    assertTrue(outcome.errors().startsWith("usage: sparseloom COMMAND"));
  }

  @Test
  void anUnknownCommandIsNamedAboveTheUsage() {
    Outcome.of("weave").refused(ExitCode.USAGE, "command (weave) must be one of", "usage:");
    Outcome.of("generat").refused(ExitCode.USAGE, "Maybe generate was meant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helpListsEveryCommandAndTheExitCodes(String help) {
    String text = Outcome.of(help).good().out();
    Commands.all().forEach(command -> assertTrue(text.contains("\n  " + command.name() + " ")));
    for (ExitCode code : ExitCode.values()) {
      assertTrue(text.contains(code.number() + " "), code + " is missing in:\n" + text);
    }
  }

  @Test
  void everyCommandHasAHelpTextWithAnExample() {
    for (Command command : Commands.all()) {
      String text = Outcome.of(command.name(), "--help").good().out();
      assertTrue(text.contains("./sparseloom " + command.name()), "no example in:\n" + text);
      assertEquals(text, Outcome.of("help", command.name()).good().out());
      assertEquals(text, Outcome.of(command.name(), "-h", "--nonsense").good().out());
    }
  }

  @Test
  void theVersionIsPrinted() {
    assertEquals("sparseloom " + Version.text() + "\n", Outcome.of("--version").good().out());
  }

  @Test
  void devicesAreListedWithLimitsAndClock() {
    String text = Outcome.of("devices").good().out();
    assertTrue(text.matches("(?s).*Z7020 +xc7 +220 +53200 +106400 +140 +0 +85 % +143\\R.*"), text);
    Devices.names().forEach(name -> assertTrue(text.contains("\n" + name + " ")));
    assertTrue(text.contains("docs/add-a-device.md"));
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    Outcome.of(List.of(failing(null)), "fail", "--weird")
        .refused(
            ExitCode.USAGE,
            "fail: option (--weird) must be one of --help",
            "Maybe see: sparseloom fail --help");
    Outcome.of("generate", "a.onnx", "--devise", "U250")
        .refused(ExitCode.USAGE, "option (--devise) must be one of", "Maybe --device was meant");
  }

  @Test
  void aBusThatIsNoPowerOfTwoIsAUsageError() {
    Outcome.of("generate", "a.onnx", "--bus-bits", "96")
        .refused(
            ExitCode.USAGE, "--bus-bits (96) must be a power of two", "Maybe take 64 or 128.");
    Outcome.of("generate", "a.onnx", "--bus-bits", "1024")
        .refused(ExitCode.USAGE, "--bus-bits (1024) must be a whole number from 32 to 512");
  }

  @Test
  void missingAndSuperfluousArgumentsAreUsageErrors() {
    Outcome.of("inspect").refused(ExitCode.USAGE, "arguments () must be MODEL.onnx");
    Outcome.of("inspect", "a", "b").refused(ExitCode.USAGE, "arguments (a b) must be MODEL.onnx");
    Outcome.of("devices", "a").refused(ExitCode.USAGE, "arguments (a) must be none");
    Outcome.of("generate", "a.onnx", "-o")
        .refused(ExitCode.USAGE, "Missing argument for option: o");
  }

  @Test
  void aUserProblemIsShownWithoutAStackTrace() {
    UserProblem problem =
        new UserProblem(
            ExitCode.DOES_NOT_FIT, "DSP (500) must be at most 220", "take a larger one");
    Outcome outcome = Outcome.of(List.of(failing(problem)), "fail");
    outcome.refused(ExitCode.DOES_NOT_FIT);
    assertEquals(
        "sparseloom: DSP (500) must be at most 220\nMaybe take a larger one\n", outcome.errors());
  }

  @Test
  void aFullDiskIsShownWithoutAStackTrace() {
    IOException full = new IOException("rtl/a.v: No space left on device");
    Outcome.of(List.of(failing(new UncheckedIOException(full))), "fail")
        .refused(ExitCode.OTHER, "sparseloom: rtl/a.v: No space left on device");
  }

  @Test
  void aFaultOfOursShowsTheTraceAndAsksForAReport() {
    Outcome outcome = Outcome.of(List.of(failing(new IllegalStateException("odd"))), "fail");
    assertEquals(ExitCode.OTHER, outcome.code());
    assertTrue(outcome.errors().startsWith("sparseloom: internal error in fail\nPlease report"));
    assertTrue(outcome.errors().contains("\tat "));
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
