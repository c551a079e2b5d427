package org.sparseloom.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.EstimateFlow;
import org.sparseloom.flow.Synthesis;
import org.sparseloom.problem.ExitCode;

/** Counts a generated design's resources with Yosys. */
final class EstimateCommand implements Command {
  @Override
  public String name() {
    return "estimate";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "counts DSP, LUT, FF and block RAM of a generated design with Yosys";
  }

  @Override
  public String explanation() {
    return """
        Synthesises the generated Verilog with Yosys for the device's family and counts what it
        takes; the report shows the counts beside the predicted ones. Writes synthesis/synthesis.json,
        and the script and log beside it.

        Example: ./sparseloom estimate rtl-out/fashion
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    print(new EstimateFlow(terminal.progress()).run(SharedOptions.argument(line)), terminal);
    return ExitCode.GOOD;
  }

  static void print(Synthesis synthesis, Terminal terminal) {
    Resources resources = synthesis.resources();
    terminal.line(
        "%s counts: %.0f DSP, %.0f LUT, %.0f FF, %.1f BRAM36 (%.0f s)",
        synthesis.tool(),
        resources.dsp(),
        resources.lut(),
        resources.ff(),
        resources.bram36(),
        synthesis.seconds());
  }
}
