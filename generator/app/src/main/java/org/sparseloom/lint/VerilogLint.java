package org.sparseloom.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.emit.LintFiles;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;
import org.sparseloom.program.Logs;
import org.sparseloom.program.ProgramPath;

/** Has Verilator check all Verilog of a design, every rule on but those that the design waives. */
public final class VerilogLint {
  private static final String LOG = "lint/verilator.log";

  private final Path verilator;

  private VerilogLint(Path verilator) {
    this.verilator = verilator;
  }

  /**
   * Finds verilator in the folders of the environment variable PATH.
   *
   * @throws UserProblem saying how to install it if it is missing, exit code 1
   */
  public static VerilogLint find() {
    return new VerilogLint(ProgramPath.ofEnvironment().require("verilator", "checking Verilog"));
  }

  /**
   * Checks the design that lies in a folder; what Verilator says stays in lint/verilator.log.
   *
   * @throws UserProblem if the folder has no Verilog or Verilator cannot be run; not for warnings
   */
  public LintResult check(Path folder) {
    if (!Files.isRegularFile(folder.resolve(LintFiles.ARGUMENTS))) {
      throw UserProblem.usage(
          "folder (" + folder + ") must hold Verilog with " + LintFiles.ARGUMENTS,
          "generate it: sparseloom generate MODEL.onnx --backend verilog -o " + folder);
    }
    long begin = System.nanoTime();
    List<String> warnings = warnings(folder, List.of("-f", LintFiles.ARGUMENTS));
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new LintResult(
        LintResult.FORMAT_VERSION,
        version(),
        "verilator -f " + LintFiles.ARGUMENTS,
        Waivers.of(lines(folder.resolve(LintFiles.WAIVERS), "")),
        warnings,
        seconds);
  }

  /** Returns what Verilator says, a line for each warning and error, when given arguments. */
  public List<String> warnings(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(verilator.toString()));
    command.addAll(arguments);
    Path log = folder.resolve(LOG);
    int status = ChildProcess.run(command, folder, log);
    List<String> said = lines(log, "%");
    if (status != 0 && said.isEmpty()) {
      throw new UserProblem(
          ExitCode.OTHER,
          "verilator ended with status " + status + ", see " + log + Logs.firstError(log),
          "check that this Verilator is version 5 or later");
    }
    return said.stream().filter(line -> !line.startsWith("%Error: Exiting due to")).toList();
  }

  private String version() {
    String text = ChildProcess.output(List.of(verilator.toString(), "--version"));
    return text.replaceFirst("^(\\S+ \\S+).*", "$1");
  }

  private static List<String> lines(Path file, String begin) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(begin))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
