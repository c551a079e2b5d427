package org.sparseloom.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.emit.LintFiles;
import org.sparseloom.flow.LintFlow;
import org.sparseloom.lint.LintResult;
import org.sparseloom.problem.ExitCode;

/** Checks a generated design's Verilog with Verilator's lint. */
final class LintCommand implements Command {
  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "checks all Verilog of a generated design with Verilator, every warning on";
  }

  @Override
  public String explanation() {
    return """
        Runs verilator --lint-only -Wall on the accelerator and its AXI wrapper, read as Verilog-2005. The
        few rules that a design waives stand in lint/waivers.vlt, each behind its reason. Any other
        warning, and any SystemVerilog, is printed (exit code 5). Writes lint/lint.json for the report, and Verilator's own words to
        lint/verilator.log.

        Example: ./sparseloom lint rtl-out/fashion
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    LintResult result = new LintFlow(terminal.progress()).run(SharedOptions.argument(line));
    terminal.line(
        "%s --lint-only -Wall: %d warnings (%d waivers, %s; %.0f s)",
        result.tool(), result.warnings().size(), result.waivers().size(), LintFiles.WAIVERS,
        result.seconds());
    if (result.clean()) {
      return ExitCode.GOOD;
    }
    terminal.errors().println("sparseloom: verification failed");
    result.warnings().forEach(terminal.errors()::println);
    terminal.errors().println(
        "Maybe a file was edited; as generated, a design has no warnings: please report one.");
    return ExitCode.VERIFICATION_FAILED;
  }
}
