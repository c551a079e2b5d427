package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;

/**
 * Runs a compiled testbench, whatever language it tests, and reads what it reports.
 *
 * @param what runs, for messages: "simulation"
 * @param report file that the testbench writes
 * @param log of everything that it prints
 * @param progress lines that tell how far it is; other lines tell what went wrong
 * @param heard is told of every line of progress
 */
record TestbenchRun(
    String what, Path report, Path log, Pattern progress, Consumer<Matcher> heard) {
  /** Exit status of a testbench that ran and found faults (testbenches/support/bench_main.h). */
  private static final int FOUND_FAULTS = 3;

  /** Reads a report's file. */
  interface Reader<T> {
    T read(Path report) throws IOException;
  }

  /**
   * Returns the report of a run.
   *
   * @param command with all arguments
   * @param folder that it runs in
   * @throws UserProblem if it ends with neither good nor faults found, or leaves no report
   */
  <T> T report(List<String> command, Path folder, Reader<T> reader) {
    try {
      Files.deleteIfExists(report);
      List<String> errors = new ArrayList<>();
      int status = ChildProcess.run(command, folder, log, line -> hear(line, errors));
      if (status != 0 && status != FOUND_FAULTS) {
        throw new UserProblem(
            ExitCode.OTHER,
            what + " ended with status " + status + " and no result: "
                + String.join("; ", errors),
            "see " + log + "; a full disk, or too little memory or stack, may be the reason");
      }
      return reader.read(report);
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER,
          "result of the " + what + " (" + report + ") cannot be read: " + FileReason.of(problem),
          "see " + log,
          problem);
    }
  }

  private void hear(String line, List<String> errors) {
    Matcher matcher = progress.matcher(line);
    if (matcher.matches()) {
      heard.accept(matcher);
    } else {
      errors.add(line);
    }
  }
}
