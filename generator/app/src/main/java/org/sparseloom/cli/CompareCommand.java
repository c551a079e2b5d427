package org.sparseloom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.baselines.Baseline;
import org.sparseloom.baselines.DesignFigures;
import org.sparseloom.flow.DesignFolder;
import org.sparseloom.flow.Json;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.report.Report;

/** Puts generated designs beside published ones. */
final class CompareCommand implements Command {
  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME...";
  }

  @Override
  public boolean takes(int argumentCount) {
    return argumentCount > 0;
  }

  @Override
  public String summary() {
    return "puts generated designs beside published ones";
  }

  @Override
  public String explanation() {
    return """
        Puts one or more generated designs beside the published designs of the same kind of network: images
        per second, accuracy, resources, images per cycle and DSP and per cycle and thousand LUTs. Speed
        is simulated where `simulate` has run, resources are synthesised where `estimate` has run, both
        estimated otherwise; the last column says which. Reads what `report` has written.

        Example: ./sparseloom compare rtl-out/resnet8
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    List<DesignFigures> designs = new ArrayList<>();
    Set<Baseline> baselines = new LinkedHashSet<>();
    for (String argument : line.getArgList()) {
      Report report = report(Path.of(argument));
      designs.add(DesignFigures.of(argument, report));
      baselines.addAll(Baseline.of(report.network()));
    }
    baselines.forEach(baseline -> designs.add(baseline.design()));
    FiguresTable.print(designs, terminal);
    terminal.line("");
    if (baselines.isEmpty()) {
      terminal.line("No published design of such a network is known: see `sparseloom baselines`.");
    }
    baselines.forEach(
        baseline ->
            terminal.line("%s: %s", baseline.design().name(), baseline.source()));
    return ExitCode.GOOD;
  }

  private static Report report(Path folder) {
    String text =
        DesignFolder.existing(folder)
            .text("report.json")
            .orElseThrow(
                () ->
                    UserProblem.usage(
                        "folder (" + folder + ") must hold report.json",
                        "write it with: sparseloom report " + folder));
    return Json.parse(text, Report.class, folder.resolve("report.json").toString());
  }
}
