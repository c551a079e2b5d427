package org.sparseloom.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Runs another program to its end; if this one is interrupted or ends first, so does the other. */
public final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs a command with its output, both kinds, in {@code log}.
   *
   * @return its exit status
   */
  public static int run(List<String> command, Path folder, Path log) {
    return start(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile()),
        line -> {});
  }

  /** As above, with the lines of its error output handed over as they come, not in the log. */
  public static int run(List<String> command, Path folder, Path log, Consumer<String> errorLine) {
    return start(
        new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(log.toFile()),
        errorLine);
  }

  /** Returns what a command prints, e.g. a version; "" if it fails. */
  public static String output(List<String> command) {
    try {
      Path log = Files.createTempFile("sparseloom-", ".log");
      try {
        int status = run(command, Path.of("").toAbsolutePath(), log);
        return status == 0 ? Files.readString(log).strip() : "";
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static int start(ProcessBuilder builder, Consumer<String> errorLine) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER,
          "program (" + builder.command().get(0) + ") cannot be started: " + FileReason.of(problem),
          "check that it is installed and may be executed",
          problem);
    }
    Thread killer = new Thread(() -> destroy(process), "end-of-" + process.pid());
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      pass(process, errorLine);
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while running " + builder.command().get(0), interrupted);
    } finally {
      destroy(process);
      removeHook(killer);
    }
  }

  private static void pass(Process process, Consumer<String> errorLine) {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        errorLine.accept(line);
      }
    } catch (IOException problem) {
      // The pipe ends with the process; its exit status says what became of it.
      errorLine.accept(problem.toString());
    }
  }

  /** Ends a program and those that it started (g++ starts cc1plus). */
  private static void destroy(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static void removeHook(Thread killer) {
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException alreadyEnding) {
      // The virtual machine is running its hooks, this one among them.
    }
  }
}
