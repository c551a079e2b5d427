package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.flag;
import static org.sparseloom.cli.Arguments.option;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.FreshCosts;
import org.sparseloom.flow.SearchFlow;
import org.sparseloom.flow.TrialCosts;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.search.ParetoOrder;
import org.sparseloom.search.SearchMode;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.SearchResult;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

/** Searches thresholds and folding together and writes a design. */
final class SearchCommand implements Command {
  @Override
  public String name() {
    return "search";
  }

  @Override
  public String arguments() {
    return "MODEL.onnx";
  }

  @Override
  public String summary() {
    return "finds pruning thresholds and folding together; writes design.json";
  }

  @Override
  public String explanation() {
    return """
        Proposes weight and activation thresholds for every layer (tree-structured Parzen
        estimation), measures accuracy on labelled images and the zero pairs that result, finds the
        best folding for the device, and keeps what maximises

          accuracy + L1 x zero pairs + L2 x throughput - L3 x DSP

        (throughput and DSP relative to the unpruned network). Every finished trial is written to
        the study file; the same command continues a study that was cut off. Trials that surely do
        not become the best are given up after some of the images. Keep the images that you report
        accuracy on out of --data.

        Modes: full; software (by accuracy and zero pairs only); uniform (all layers pruned alike);
        weights or activations (only these). With --pareto no weights are needed: the trials that no
        other beats in accuracy, cycles, DSPs and LUTs are listed.

        --fresh N tells what the search makes faster: when it has ended, N of the trials that it judged
        by all images are judged once more, each from nothing, in a session whose graph has the
        thresholds as plain nodes.

        Example: ./sparseloom search models/fashion-cnn.onnx --device Z7020 \\
                     --data 'fashion-mnist:train[55000:60000]' -o fashion.design.json
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    SearchArguments.addTo(options);
    options.addOption(
        option("mode", "MODE", String.join(", ", SearchMode.words()) + " (default full)"));
    options.addOption(
        option("fresh", "N", "trials to judge once more from nothing, to compare (default 0)"));
    options.addOption(flag("pareto", "look for the whole Pareto front"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    boolean front = line.hasOption("pareto");
    SearchOptions options =
        SearchOptions.standard()
            .withMode(mode(line), SearchArguments.objective(line))
            .withGoal(front ? SearchOptions.Goal.FRONT : SearchOptions.Goal.BEST);
    SearchFlow.Request request = SearchArguments.request(line, options);
    int fresh = Arguments.integer(line, "fresh", 0, 0, 1_000_000);
    SearchFlow.Result result = new SearchFlow(terminal.progress()).run(request, fresh);
    SearchResult search = result.search();
    terminal.line(
        "%d trials; trial %d is best: accuracy %.2f %% (unpruned %.2f %%), zero pairs %.1f %% (%.1f %%),"
            + " %.0f cycles per image (%.0f), %.0f DSP (%.0f)",
        search.trials().size(),
        search.best().number(),
        100 * search.best().accuracy(),
        100 * search.plain().accuracy(),
        100 * search.best().hardware().pairSparsity(),
        100 * search.plain().hardware().pairSparsity(),
        search.best().hardware().cyclesPerImage(),
        search.plain().hardware().cyclesPerImage(),
        search.best().hardware().dsp(),
        search.plain().hardware().dsp());
    if (front) {
      ParetoOrder.front(search.trials()).forEach(trial -> print(trial, terminal));
    }
    print(result.costs(), terminal);
    result.fresh().ifPresent(costs -> print(costs, result.costs(), terminal));
    terminal.line("design: %s   study: %s", request.output(), request.study());
    return ExitCode.GOOD;
  }

  private static SearchMode mode(CommandLine line) {
    String word = line.getOptionValue("mode", SearchMode.FULL.word());
    if (!SearchMode.words().contains(word)) {
      throw UserProblem.usage(
          "--mode (" + word + ") must be one of " + SearchMode.words(), "take full.");
    }
    return SearchMode.of(word);
  }

  private static void print(Trial trial, Terminal terminal) {
    FoldingOutcome outcome = trial.hardware();
    terminal.line(
        "  trial %4d: accuracy %.2f %%, %8.0f cycles, %6.0f DSP, %8.0f LUT",
        trial.number(), 100 * trial.accuracy(), outcome.cyclesPerImage(), outcome.dsp(),
        outcome.lut());
  }

  private static void print(FreshCosts fresh, TrialCosts costs, Terminal terminal) {
    terminal.line(
        "%d trials from nothing: all images %.2f s, then hardware %.2f s: %.1f trials a minute, of"
            + " which the search does %.1f times as many; same accuracy in %d of %d",
        fresh.trials(), fresh.judgingSeconds(), fresh.foldingSeconds(), fresh.trialsPerMinute(),
        costs.trialsPerMinute() / fresh.trialsPerMinute(), fresh.same(), fresh.trials());
  }

  private static void print(TrialCosts costs, Terminal terminal) {
    if (costs.trials() > 0) {
      terminal.line(
          "%.1f trials a minute; of a trial on average: proposal %.2f s, %.0f %% of the images"
              + " %.2f s, hardware %.2f s (beside another's images); %d of %d given up",
          costs.trialsPerMinute(), costs.proposingSeconds(), 100 * costs.imagesJudged(),
          costs.judgingSeconds(), costs.foldingSeconds(), costs.givenUp(), costs.trials());
      costs
          .wholeTrialsPerMinute()
          .ifPresent(
              rate ->
                  terminal.line(
                      "all images and hardware for each, one after the other, would be %.1f trials a"
                          + " minute",
                      rate));
    }
  }
}
