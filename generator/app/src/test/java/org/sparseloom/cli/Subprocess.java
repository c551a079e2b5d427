package org.sparseloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.sparseloom.problem.ExitCode;

/** Sparseloom in a Java machine of its own, for what only a whole process shows. */
final class Subprocess {
  private static final long MOST_SECONDS = 120;
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;
  private static final int KILLED_BY = 128;

  private final Process process;
  private final Path out;
  private final Path errors;

  private Subprocess(Process process, Path out, Path errors) {
    this.process = process;
    this.out = out;
    this.errors = errors;
  }

  /** Starts a command that finds programs in the folders {@code path} only. */
  static Subprocess start(Path logs, String path, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss16m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(logs, "out", ".log");
    Path errors = Files.createTempFile(logs, "errors", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
    builder.environment().put("PATH", path);
    return new Subprocess(builder.start(), out, errors);
  }

  /**
   * Does what Ctrl-C does and returns the exit status that the process must then have. A build that a
   * shell has put into the background ignores that signal, and so does all that it starts: there
   * the one that ends a service must do.
   */
  int interrupt() throws IOException, InterruptedException {
    int signal = ignoresInterrupts() ? TERMINATE : INTERRUPT;
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
    return KILLED_BY + signal;
  }

  /** Looks at the mask of ignored signals, signal 1 its lowest bit. */
  private boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.notExists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(mask, 16) >> (INTERRUPT - 1) & 1) == 1;
  }

  boolean running() {
    return process.isAlive();
  }

  /** Returns the programs that it has started and that run now. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Waits until a signal has ended it and returns the exit status and what it printed. */
  Outcome killed(int status) throws InterruptedException {
    await();
    Assertions.assertEquals(status, process.exitValue(), read(errors));
    return new Outcome(ExitCode.OTHER, read(out), read(errors));
  }

  /** Waits until it ends by itself. */
  Outcome end() throws InterruptedException {
    await();
    ExitCode code =
        Arrays.stream(ExitCode.values())
            .filter(known -> known.number() == process.exitValue())
            .findFirst()
            .orElseThrow(() -> new AssertionError("exit status " + process.exitValue()));
    return new Outcome(code, read(out), read(errors));
  }

  private void await() throws InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      Assertions.fail("still running after " + MOST_SECONDS + " s:\n" + read(errors));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
