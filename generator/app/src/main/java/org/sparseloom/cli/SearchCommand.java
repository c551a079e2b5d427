package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;
import static org.sparseloom.cli.Arguments.real;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.SearchFlow;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.search.Objective;
import org.sparseloom.search.SearchOptions;

/** Searches thresholds and folding together and writes a design. */
final class SearchCommand implements Command {
  private static final int DEFAULT_TRIALS = 100;
  private static final int DEFAULT_IMAGES = 5000;
  private static final double DEFAULT_DROP = 1;

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
        the study file; the same command continues a study that was cut off. Keep the images that
        you report accuracy on out of --data.

        Example: ./sparseloom search models/fashion-cnn.onnx --device Z7020 \\
                     --data 'fashion-mnist:train[55000:60000]' -o fashion.design.json
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    SharedOptions.addHardware(options);
    SharedOptions.addData(options, "labelled images to judge accuracy");
    options.addOption(option("images", "N", "how many of them (default " + DEFAULT_IMAGES + ")"));
    options.addOption(option("trials", "N", "trials in all (default " + DEFAULT_TRIALS + ")"));
    options.addOption(option("seed", "N", "of all randomness (default 1)"));
    options.addOption(
        option("drop", "POINTS", "accuracy that may be lost, in points (default 1)"));
    options.addOption(option("lambda-sparsity", "L1", "weight of zero pairs"));
    options.addOption(
        option("lambda-throughput", "L2", "weight of throughput; 0 with L3 0: software metrics only"));
    options.addOption(option("lambda-dsp", "L3", "weight of DSPs"));
    options.addOption(option("study", "FILE", "trials (default: beside the design, .study.jsonl)"));
    options.addOption("o", "output", true, "design to write (default design.json)");
    options.getOption("output").setArgName("FILE");
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Path output = Path.of(line.getOptionValue("output", "design.json"));
    Objective standard = Objective.standard();
    double drop = real(line, "drop", DEFAULT_DROP, 0, 100) / 100;
    Objective objective =
        new Objective(
            real(line, "lambda-sparsity", standard.sparsityWeight(), 0, 1000),
            real(line, "lambda-throughput", standard.throughputWeight(), 0, 1000),
            real(line, "lambda-dsp", standard.dspWeight(), 0, 1000),
            drop,
            Math.min(standard.margin(), drop));
    SearchFlow.Request request =
        new SearchFlow.Request(
            SharedOptions.argument(line),
            Devices.named(line.getOptionValue("device", SharedOptions.DEFAULT_DEVICE)),
            SharedOptions.data(line, "fashion-mnist:train[55000:60000]"),
            integer(line, "images", DEFAULT_IMAGES, 1, Integer.MAX_VALUE),
            SharedOptions.widths(line),
            SharedOptions.allowed(line),
            SearchOptions.standard()
                .withTrials(integer(line, "trials", DEFAULT_TRIALS, 1, 1_000_000))
                .withSeed(integer(line, "seed", 1, 0, Integer.MAX_VALUE))
                .withObjective(objective),
            Arguments.text(line, "study").map(Path::of).orElse(studyBeside(output)),
            output);
    SearchFlow.Result result = new SearchFlow(terminal.progress()).run(request);
    terminal.line(
        "%d trials; trial %d is best: accuracy %.2f %% (unpruned %.2f %%), zero pairs %.1f %% (%.1f %%),"
            + " %.0f cycles per image (%.0f)",
        result.search().trials().size(),
        result.search().best().number(),
        100 * result.search().best().accuracy(),
        100 * result.search().plain().accuracy(),
        100 * result.search().best().pairSparsity(),
        100 * result.search().plain().pairSparsity(),
        result.search().best().cyclesPerImage(),
        result.search().plain().cyclesPerImage());
    terminal.line("design: %s   study: %s", output, request.study());
    return ExitCode.GOOD;
  }

  /** Returns NAME.study.jsonl for a design NAME.json. */
  static Path studyBeside(Path design) {
    String name = design.getFileName().toString().replaceAll("\\.json$", "");
    return design.resolveSibling(name + ".study.jsonl");
  }
}
