package org.sparseloom.cli;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.ReportFlow;
import org.sparseloom.problem.ExitCode;

/** Gathers what is known of a design into report.json and report.html. */
final class ReportCommand implements Command {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "writes report.json and report.html of a generated design";
  }

  @Override
  public String explanation() {
    return """
        Gathers predictions and whatever `simulate`, `evaluate`, `estimate` and `search` have left in
        the folder into report.json and a self-contained report.html with charts and the pipeline drawn.

        Example: ./sparseloom report rtl-out/fashion
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Path folder = SharedOptions.argument(line);
    new ReportFlow(terminal.progress()).run(folder);
    terminal.line("wrote %s and %s", folder.resolve("report.json"), folder.resolve("report.html"));
    return ExitCode.GOOD;
  }
}
