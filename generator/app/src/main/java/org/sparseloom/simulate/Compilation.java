package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;
import org.sparseloom.program.Logs;

/** Commands of a build that do not depend on each other, run on all processors. */
final class Compilation {
  private final Path folder;
  private final List<List<String>> commands = new ArrayList<>();

  /** A compilation whose commands run in {@code folder} and leave their logs there. */
  Compilation(Path folder) {
    this.folder = folder;
  }

  void add(List<String> command) {
    commands.add(List.copyOf(command));
  }

  /**
   * Runs all commands.
   *
   * @throws UserProblem for the first one that fails, naming its log
   */
  void run() {
    int workers = Math.min(commands.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, workers));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int index = 0; index < commands.size(); index++) {
        List<String> command = commands.get(index);
        Path log = folder.resolve("compile-" + index + ".log");
        running.add(executor.submit(() -> runOne(command, folder, log)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  /** Runs one command; its log stays if it fails. */
  static void runOne(List<String> command, Path folder, Path log) {
    int status = ChildProcess.run(command, folder, log);
    if (status != 0) {
      throw new UserProblem(
          ExitCode.OTHER,
          Path.of(command.get(0)).getFileName() + " ended with status " + status + ", see " + log
              + Logs.firstError(log),
          "generate the design again; if that does not help, the log's first error says why");
    }
  }
}
