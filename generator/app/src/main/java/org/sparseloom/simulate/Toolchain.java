package org.sparseloom.simulate;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** The programs that turn Verilog into a simulation. */
public record Toolchain(Path verilator, Path compiler, Path archiver) {
  /** Finds the programs in the folders of the environment variable PATH. */
  public static Toolchain find() {
    return find(System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * Finds the programs in folders separated as in PATH.
   *
   * @throws UserProblem naming what is missing and how to install it, exit code 1
   */
  public static Toolchain find(String folders) {
    Optional<Path> verilator = program("verilator", folders);
    Optional<Path> compiler = program("g++", folders);
    Optional<Path> archiver = program("ar", folders);
    List<String> packages =
        Stream.of(
                verilator.isEmpty() ? "verilator" : "",
                compiler.isEmpty() || archiver.isEmpty() ? "g++" : "")
            .filter(name -> !name.isEmpty())
            .toList();
    if (!packages.isEmpty()) {
      throw new UserProblem(
          ExitCode.OTHER,
          "simulation needs " + String.join(" and ", packages)
              + ", not found in the folders of PATH (" + folders + ")",
          "install with: sudo apt-get install " + String.join(" ", packages));
    }
    return new Toolchain(verilator.orElseThrow(), compiler.orElseThrow(), archiver.orElseThrow());
  }

  private static Optional<Path> program(String name, String folders) {
    return Stream.of(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
