package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.flag;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.EstimateFlow;
import org.sparseloom.flow.Synthesis;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.synthesis.LogicPaths;
import org.sparseloom.synthesis.RegisterPath;

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
        takes, beside what was predicted, what the AXI wrapper takes besides, and finds the longest way
        between two registers in levels of logic; the report shows all, too. Writes
        synthesis/synthesis.json, and the script and log beside it.

        Example: ./sparseloom estimate rtl-out/fashion
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        flag("stages", "also print what every stage takes and its longest way, longest first"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Synthesis synthesis =
        new EstimateFlow(terminal.progress()).run(SharedOptions.argument(line));
    print(synthesis, terminal);
    if (line.hasOption("stages")) {
      printStages(synthesis, terminal);
    }
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
    if (synthesis.besideSlices() > 0) {
      terminal.line(
          "(%s more registers are those of products, which a DSP48E2 has inside: %s does not pack them)",
          number(synthesis.besideSlices()), synthesis.tool());
    }
    terminal.line("the AXI wrapper besides:");
    row(terminal, "LUT", synthesis.predictedWrapper().lut(), synthesis.wrapper().lut());
    row(terminal, "FF", synthesis.predictedWrapper().ff(), synthesis.wrapper().ff());
    List<LogicPaths.Place> places = synthesis.paths().places();
    if (!places.isEmpty()) {
      RegisterPath longest = places.get(0).path();
      terminal.line(
          "longest way between registers: %d levels (%s) in %s, from %s to %s",
          longest.steps().levels(), longest.steps().text(), places.get(0).name(), longest.from(),
          longest.to());
    }
  }

  /** Prints what every stage takes, without its memories, and its longest way. */
  private static void printStages(Synthesis synthesis, Terminal terminal) {
    terminal.line("%6s  %-24s %8s %8s   %s", "levels", "stage", "LUT", "FF", "longest way");
    for (LogicPaths.Place place : synthesis.paths().places()) {
      Optional<Resources> counted = Optional.ofNullable(synthesis.stages().get(place.name()));
      terminal.line(
          "%6d  %-24s %8s %8s   %s, from %s to %s",
          place.path().steps().levels(), place.name(),
          counted.map(resources -> number(resources.lut())).orElse(""),
          counted.map(resources -> number(resources.ff())).orElse(""),
          place.path().steps().text(), place.path().from(), place.path().to());
    }
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
