package org.sparseloom.cli;

import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.EstimateFlow;
import org.sparseloom.flow.Synthesis;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.synthesis.LogicPaths;

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
    return "counts DSP, LUT, FF, block RAM and levels of logic of a generated design with Yosys";
  }

  @Override
  public String explanation() {
    return """
        Synthesises the generated Verilog with Yosys for the device's family and counts what it
        takes, beside what was predicted, and finds the longest way between two registers in levels of
        logic; the report shows all, too. Writes synthesis/synthesis.json,
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
    Resources predicted = synthesis.predicted();
    Resources counted = synthesis.resources();
    terminal.line("%-8s %10s %10s   (%s, %.0f s)", "", "predicted", "counted", synthesis.tool(),
        synthesis.seconds());
    row(terminal, "DSP", predicted.dsp(), counted.dsp());
    row(terminal, "LUT", predicted.lut(), counted.lut());
    row(terminal, "FF", predicted.ff(), counted.ff());
    row(terminal, "BRAM36", predicted.bram36(), counted.bram36());
    if (predicted.uram() + counted.uram() > 0) {
      row(terminal, "URAM", predicted.uram(), counted.uram());
    }
    LogicPaths paths = synthesis.paths();
    paths
        .longest()
        .ifPresent(
            path ->
                terminal.line(
                    "longest way between registers: %d levels (%s) in %s, from %s to %s",
                    path.steps().levels(),
                    path.steps().text(),
                    paths.layerOf(path).isEmpty() ? "the top" : paths.layerOf(path),
                    path.from(),
                    path.to()));
  }

  private static void row(Terminal terminal, String name, double predicted, double counted) {
    String error =
        predicted == counted
            ? "exact"
            : String.format(Locale.ROOT, "%+.1f %%", 100 * (predicted - counted) / counted);
    terminal.line(
        "%-8s %10s %10s   %s", name, number(predicted), number(counted), error);
  }

  /** Halves are block RAMs of 18 kbit; a prediction's fraction of a LUT means nothing. */
  private static String number(double value) {
    return String.format(Locale.ROOT, value % 1 == 0.5 ? "%.1f" : "%.0f", value);
  }
}
