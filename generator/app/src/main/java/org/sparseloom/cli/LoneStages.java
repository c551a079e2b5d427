package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.real;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.sparseloom.flow.Backend;
import org.sparseloom.flow.StageChoice;
import org.sparseloom.flow.StagesFlow;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.simulate.LoneStageResult;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.simulate.SimulationOptions;

/** What `simulate` does with --stages or --slowest: a line for every stage. */
final class LoneStages implements StagesFlow.Listener {
  private final Terminal terminal;
  private int images;
  private final double stalls;
  private int nameWidth;

  private LoneStages(Terminal terminal, double stalls) {
    this.terminal = terminal;
    this.stalls = stalls;
  }

  /** Simulates the stages that the options name. */
  static ExitCode run(CommandLine line, int defaultImages, Terminal terminal) {
    StageChoice choice = choice(line);
    double stalls = real(line, "stall", 0, 0, 0.95);
    SimulationOptions options =
        SimulationOptions.fullSpeed()
            .withStalls(stalls, integer(line, "seed", 1, 0, Integer.MAX_VALUE));
    LoneStageResults results =
        new StagesFlow(terminal.progress())
            .run(
                new StagesFlow.Request(
                    SharedOptions.argument(line), Arguments.text(line, "data"),
                    Arguments.images(line, defaultImages), choice,
                    line.hasOption("trace") ? options.withTrace() : options),
                new LoneStages(terminal, stalls));
    if (results.stages().stream().allMatch(LoneStageResult::bitExact)) {
      return ExitCode.GOOD;
    }
    terminal.errors().println("sparseloom: verification failed");
    return ExitCode.VERIFICATION_FAILED;
  }

  private static StageChoice choice(CommandLine line) {
    String option = line.hasOption("stages") ? "stages" : "slowest";
    if (line.hasOption("stages") && line.hasOption("slowest")) {
      throw UserProblem.usage(
          "option --stages must not stand beside --slowest", "leave one of them out.");
    }
    if (Backend.parse(line.getOptionValue("backend", Backend.VERILOG.word())) == Backend.HLS) {
      throw UserProblem.usage(
          "option --" + option + " must not stand beside --backend hls: its C++ compiles whole",
          "leave it out: every stage is compared.");
    }
    if (line.hasOption("stall-inside")) {
      throw UserProblem.usage(
          "option --stall-inside must not stand beside --" + option
              + ": a stage alone has no stages beside it",
          "take --stall, which stalls all its ends.");
    }
    if (option.equals("slowest")) {
      return StageChoice.slowest(integer(line, option, 1, 1, Integer.MAX_VALUE));
    }
    List<String> names =
        Arrays.stream(line.getOptionValue(option).split(",")).map(String::strip).toList();
    return StageChoice.named(names);
  }

  @Override
  public void chosen(List<String> stages, int images) {
    this.images = images;
    nameWidth = stages.stream().mapToInt(String::length).max().orElse(1);
  }

  @Override
  public void accept(LoneStageResult result) {
    terminal.line(
        "%-" + nameWidth + "s   %-9s %d %s %s%s%s   build %.0f s, run %.0f s",
        result.stage(),
        result.engine(),
        images,
        images == 1 ? "image" : "images",
        result.bitExact() ? "bit-exact" : "WRONG",
        stalls > 0 ? text(" at %.0f %% stalls", 100 * stalls) : "",
        cycles(result),
        result.buildSeconds(),
        result.runSeconds());
    if (!result.bitExact()) {
      terminal.errors().println(result.faults());
    }
  }

  private static String cycles(LoneStageResult result) {
    return result
        .cyclesPerImage()
        .map(
            cycles ->
                text(
                    "   %,.0f cycles an image, predicted %,.0f (%+.1f %%)",
                    cycles,
                    result.predictedCyclesPerImage(),
                    result.differencePercent().orElseThrow()))
        .orElse("");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
