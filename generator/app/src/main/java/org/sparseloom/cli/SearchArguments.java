package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;
import static org.sparseloom.cli.Arguments.real;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.SearchFlow;
import org.sparseloom.search.Objective;
import org.sparseloom.search.SearchOptions;

/** The options of commands that search thresholds. */
final class SearchArguments {
  private static final int DEFAULT_TRIALS = 100;
  private static final int DEFAULT_IMAGES = 5000;
  private static final double DEFAULT_DROP = 1;

  /** With a given interval DSPs are all that hardware can gain. */
  private static final double DSP_WEIGHT_AT_INTERVAL = 1;

  private SearchArguments() {}

  static void addTo(Options options) {
    SharedOptions.addHardware(options);
    SharedOptions.addData(options, "labelled images to judge accuracy");
    options.addOption(
        option("images", "N", "how many of them (default " + DEFAULT_IMAGES + ", or all)"));
    options.addOption(option("trials", "N", "trials in all (default " + DEFAULT_TRIALS + ")"));
    options.addOption(option("seed", "N", "of all randomness (default 1)"));
    options.addOption(
        option("drop", "POINTS", "accuracy that may be lost, in points (default 1)"));
    options.addOption(
        option(
            "cycles", "N",
            "compare the cheapest designs of at most N cycles per image, not the fastest"));
    options.addOption(option("lambda-sparsity", "L1", "weight of zero pairs"));
    options.addOption(
        option("lambda-throughput", "L2", "weight of throughput; 0 with L3 0: software metrics only"));
    options.addOption(option("lambda-dsp", "L3", "weight of DSPs"));
    options.addOption(option("study", "FILE", "trials (default: beside the design, .study.jsonl)"));
    options.addOption("o", "output", true, "design to write (default design.json)");
    options.getOption("output").setArgName("FILE");
  }

  /** Returns what a full search maximises. */
  static Objective objective(CommandLine line) {
    Objective standard = Objective.standard();
    double drop = real(line, "drop", DEFAULT_DROP, 0, 100) / 100;
    double dspWeight = interval(line).isPresent() ? DSP_WEIGHT_AT_INTERVAL : standard.dspWeight();
    return new Objective(
        real(line, "lambda-sparsity", standard.sparsityWeight(), 0, 1000),
        real(line, "lambda-throughput", standard.throughputWeight(), 0, 1000),
        real(line, "lambda-dsp", dspWeight, 0, 1000),
        drop,
        Math.min(standard.margin(), drop));
  }

  /** Returns the request for a search with some options besides those of the line. */
  static SearchFlow.Request request(CommandLine line, SearchOptions options) {
    Path output = Path.of(line.getOptionValue("output", "design.json"));
    return new SearchFlow.Request(
        SharedOptions.argument(line),
        Devices.named(line.getOptionValue("device", SharedOptions.DEFAULT_DEVICE)),
        SharedOptions.data(line, "fashion-mnist:train[55000:60000]"),
        Arguments.images(line, DEFAULT_IMAGES),
        SharedOptions.widths(line),
        SharedOptions.allowed(line),
        interval(line),
        options
            .withTrials(integer(line, "trials", DEFAULT_TRIALS, 1, 1_000_000))
            .withSeed(integer(line, "seed", 1, 0, Integer.MAX_VALUE)),
        Arguments.text(line, "study").map(Path::of).orElse(studyBeside(output)),
        output);
  }

  private static OptionalDouble interval(CommandLine line) {
    return line.hasOption("cycles")
        ? OptionalDouble.of(integer(line, "cycles", 1, 1, Integer.MAX_VALUE))
        : OptionalDouble.empty();
  }

  /** Returns NAME.study.jsonl for a design NAME.json. */
  static Path studyBeside(Path design) {
    String name = design.getFileName().toString().replaceAll("\\.json$", "");
    return design.resolveSibling(name + ".study.jsonl");
  }
}
