package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.flag;
import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.CalibrateResourcesFlow;
import org.sparseloom.flow.CalibrateResourcesFlow.Comparison;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.UserCache;
import org.sparseloom.resource.ResourceFit;

/** Fits the coefficients of the resource model. */
final class CalibrateResourcesCommand implements Command {
  private static final int DESIGNS = 40;
  private static final String COEFFICIENTS =
      "generator/core/src/main/resources/resource-coefficients.json";

  @Override
  public String name() {
    return "calibrate-resources";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "fits the resource model to what Yosys counts for random designs";
  }

  @Override
  public String explanation() {
    return """
        Generates random designs of two stages, synthesises them with Yosys and fits the LUT and FF
        coefficients of every hardware unit to the counts (docs/resources.md). Needed after a change
        to the hardware or to the tool that counts. Writes the coefficients into the sources; they
        hold from the next build on. What was counted is kept in the user's cache: the same command
        goes on where it was stopped. With --check nothing is fitted or written: the coefficients that
        hold are compared with the counts, best with another seed than they were fitted to.

        Examples: ./sparseloom calibrate-resources --samples 100
                  ./sparseloom calibrate-resources --samples 100 --seed 2 --check
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option("samples", "N", "random designs of two stages (default " + DESIGNS + ")"));
    options.addOption(option("seed", "N", "seed of the designs (default 1)"));
    options.addOption(
        option("device", "NAME", "device whose family is counted for (default Z7020)"));
    options.addOption(flag("check", "compare with the coefficients that hold, and fit nothing"));
    options.addOption("o", "output", true, "file to write (default the one in the sources)");
    options.getOption("output").setArgName("FILE");
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    int designs = Arguments.integer(line, "samples", DESIGNS, 1, 10_000);
    int seed = Arguments.integer(line, "seed", 1, 0, Integer.MAX_VALUE);
    Path home = Path.of(System.getProperty("sparseloom.home", ""));
    CalibrateResourcesFlow.Samples samples =
        new CalibrateResourcesFlow.Samples(
            designs,
            seed,
            Devices.named(line.getOptionValue("device", SharedOptions.DEFAULT_DEVICE)),
            UserCache.folder().resolve("calibration"));
    CalibrateResourcesFlow flow = new CalibrateResourcesFlow(terminal.progress());
    if (line.hasOption("check")) {
      if (line.hasOption("output")) {
        throw UserProblem.usage(
            "--check and --output are given together, but --check writes no file",
            "leave out one of them.");
      }
      comparisons(flow.check(samples), terminal);
      return ExitCode.GOOD;
    }
    Path output = Arguments.text(line, "output").map(Path::of).orElse(home.resolve(COEFFICIENTS));
    CalibrateResourcesFlow.Result result =
        flow.fit(
            samples, output, "calibrate-resources --samples " + designs + " --seed " + seed);
    units(result.fit(), terminal);
    comparisons(result.comparisons(), terminal);
    terminal.line("wrote %s", output);
    return ExitCode.GOOD;
  }

  private static void units(ResourceFit fit, Terminal terminal) {
    terminal.line("%-22s %7s %18s %18s", "", "", "LUT error", "FF error");
    terminal.line("%-22s %7s %9s %8s %9s %8s", "unit", "samples", "median", "worst", "median",
        "worst");
    fit.coefficients()
        .units()
        .forEach(
            (kind, cost) ->
                cost.error()
                    .filter(error -> fit.worst().containsKey(kind))
                    .ifPresent(
                        error ->
                            terminal.line(
                                "%-22s %7d %8.1f%% %7.1f%% %8.1f%% %7.1f%%",
                                kind, error.samples(), 100 * error.medianLut(),
                                100 * error.worstLut(), 100 * error.medianFf(),
                                100 * error.worstFf())));
    terminal.line("Worst LUT errors:");
    fit.worst().forEach((kind, text) -> terminal.line("  %s", text));
  }

  private static void comparisons(
      CalibrateResourcesFlow.Comparisons comparisons, Terminal terminal) {
    comparisons("stages", comparisons.stages(), terminal);
    comparisons("designs", comparisons.designs(), terminal);
  }

  private static void comparisons(String what, List<Comparison> all, Terminal terminal) {
    terminal.line(
        "%d %s: DSP exact in %d, BRAM36 exact in %d",
        all.size(), what, exact(all, Resources::dsp), exact(all, Resources::bram36));
    error("LUT", all, Resources::lut, terminal);
    error("FF", all, Resources::ff, terminal);
    all.stream()
        .filter(c -> c.predicted().dsp() != c.counted().dsp()
            || c.predicted().bram36() != c.counted().bram36())
        .forEach(
            c ->
                terminal.line(
                    "  %s: DSP %.0f for %.0f, BRAM36 %.1f for %.1f",
                    c.name(), c.predicted().dsp(), c.counted().dsp(), c.predicted().bram36(),
                    c.counted().bram36()));
  }

  private static long exact(List<Comparison> all, ToDoubleFunction<Resources> part) {
    return all.stream()
        .filter(c -> part.applyAsDouble(c.predicted()) == part.applyAsDouble(c.counted()))
        .count();
  }

  private static void error(
      String name, List<Comparison> all, ToDoubleFunction<Resources> part, Terminal terminal) {
    List<Comparison> sorted =
        all.stream().sorted(Comparator.comparingDouble(c -> error(c, part))).toList();
    Comparison worst = sorted.get(sorted.size() - 1);
    terminal.line(
        "  %-4s error: median %.1f %%, nine of ten below %.1f %%, worst %.1f %% (%.0f for %.0f, %s)",
        name,
        100 * error(sorted.get(sorted.size() / 2), part),
        100 * error(sorted.get(sorted.size() * 9 / 10), part),
        100 * error(worst, part),
        part.applyAsDouble(worst.predicted()),
        part.applyAsDouble(worst.counted()),
        worst.name());
  }

  private static double error(Comparison comparison, ToDoubleFunction<Resources> part) {
    double counted = part.applyAsDouble(comparison.counted());
    return Math.abs(part.applyAsDouble(comparison.predicted()) - counted)
        / Math.max(ResourceFit.LEAST_COUNT, counted);
  }
}
