package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ProgramPath;

/** The programs that turn Verilog into a simulation. */
public record Toolchain(Path verilator, Path compiler, Path archiver) {
  /** Finds the programs in the folders of the environment variable PATH. */
  public static Toolchain find() {
    return find(ProgramPath.ofEnvironment());
  }

  /**
   * Finds the C++ compiler in the folders of the environment variable PATH.
   *
   * @throws UserProblem if there is none, exit code 1
   */
  public static Path findCompiler() {
    ProgramPath path = ProgramPath.ofEnvironment();
    return path.find("g++").orElseThrow(() -> missing(List.of("g++"), path));
  }

  /**
   * Finds the programs.
   *
   * @throws UserProblem naming what is missing and how to install it, exit code 1
   */
  public static Toolchain find(ProgramPath path) {
    Optional<Path> verilator = path.find("verilator");
    Optional<Path> compiler = path.find("g++");
    Optional<Path> archiver = path.find("ar");
    List<String> packages =
        Stream.of(
                verilator.isEmpty() ? "verilator" : "",
                compiler.isEmpty() || archiver.isEmpty() ? "g++" : "")
            .filter(name -> !name.isEmpty())
            .toList();
    if (!packages.isEmpty()) {
      throw missing(packages, path);
    }
    return new Toolchain(verilator.orElseThrow(), compiler.orElseThrow(), archiver.orElseThrow());
  }

  private static UserProblem missing(List<String> packages, ProgramPath path) {
    return new UserProblem(
        ExitCode.OTHER,
        "simulation needs " + String.join(" and ", packages)
            + ", not found in the folders of PATH (" + path.folders() + ")",
        "install with: sudo apt-get install " + String.join(" ", packages));
  }
}
