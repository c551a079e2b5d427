package org.sparseloom.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** The folders in which the programs that Sparseloom runs are looked for. */
public record ProgramPath(String folders) {
  /** Returns those of the environment variable PATH. */
  public static ProgramPath ofEnvironment() {
    return new ProgramPath(System.getenv().getOrDefault("PATH", ""));
  }

  /** Returns the first program of a name that may be executed. */
  public Optional<Path> find(String name) {
    return Stream.of(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Returns a program that something cannot do without.
   *
   * @param name of the program and of Debian's package
   * @param purpose what needs it, to begin a sentence with
   * @throws UserProblem saying how to install it if it is missing, exit code 1
   */
  public Path require(String name, String purpose) {
    return find(name)
        .orElseThrow(
            () ->
                new UserProblem(
                    ExitCode.OTHER,
                    purpose + " needs " + name + ", not found in the folders of PATH (" + folders
                        + ")",
                    "install with: sudo apt-get install " + name));
  }
}
