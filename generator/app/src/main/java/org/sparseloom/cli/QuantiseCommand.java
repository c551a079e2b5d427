package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.execute.Accuracy;
import org.sparseloom.flow.DataOptions;
import org.sparseloom.flow.QuantiseFlow;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Measures how well a model survives the rounding to integers. */
final class QuantiseCommand implements Command {
  private static final int DEFAULT_IMAGES = 1000;
  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 16;
  private static final int MOST_DECIBELS = 100;

  @Override
  public String name() {
    return "quantise";
  }

  @Override
  public String arguments() {
    return "MODEL.onnx";
  }

  @Override
  public String summary() {
    return "measures a model's accuracy as integers of several widths, before anything is built";
  }

  @Override
  public String explanation() {
    return """
        Calibrates scales on one set of images, then counts on another, labelled one how often the
        largest output is the right class: for the float model (ONNX Runtime) and for the integer
        reference, which is bit for bit what the hardware computes, at each width of weights and
        activations.

        With --mixed, layers whose rounding the outputs suffer from get more than the first width:
        each layer alone must then keep the outputs' ratio of signal to error above so many
        decibels, measured on a few images of --calibrate without their labels. Their bits are
        printed; write them into design.json as activationBits.

        With --equalise, channels in front of depthwise convolutions are first scaled so that each uses
        the whole range of its stream, by what they do on --calibrate; the network's function stays
        the same. It is written as an ONNX file, to be given to search or generate instead of
        MODEL.onnx, and is what is measured.

        Example: ./sparseloom quantise models/fashion-cnn.onnx --calibrate fashion-mnist:train \\
                     --data fashion-mnist:test --widths 4,8,16
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    SharedOptions.addData(options, "labelled images to count on");
    options.addOption(option("calibrate", "IMAGES", "images that scales come from"));
    options.addOption(
        option("images", "N", "how many to count on (default " + DEFAULT_IMAGES + ", or all)"));
    options.addOption(option("widths", "LIST", "bits, 4..16, commas between (default 8,16)"));
    options.addOption(option("mixed", "DECIBELS", "also try mixed widths, 20 to 40 (default: not)"));
    options.addOption(option("equalise", "FILE.onnx", "equalise channels, write the network here"));
    options.getOption("data").setRequired(true);
    options.getOption("calibrate").setRequired(true);
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    DataOptions data = SharedOptions.data(line, "");
    List<Integer> widths = widths(line.getOptionValue("widths", "8,16"));
    QuantiseFlow.Result result =
        new QuantiseFlow(terminal.progress())
            .run(
                new QuantiseFlow.Request(
                    SharedOptions.argument(line),
                    data.withSpecification(line.getOptionValue("calibrate")),
                    data,
                    Arguments.images(line, DEFAULT_IMAGES),
                    widths,
                    mixed(line),
                    Arguments.text(line, "equalise").map(Path::of)));
    print(terminal, "float", result.floating(), result.floating());
    for (int i = 0; i < widths.size(); i++) {
      print(terminal, widths.get(i) + " bits", result.integers().get(i), result.floating());
    }
    result.mixed().ifPresent(mixed -> print(terminal, mixed, result.floating()));
    return ExitCode.GOOD;
  }

  private static void print(
      Terminal terminal, QuantiseFlow.Mixed mixed, Accuracy floating) {
    print(terminal, "mixed", mixed.accuracy(), floating);
    terminal.line(
        "mixed: %.2f bits a value on average; more than the first width have:", mixed.meanBits());
    mixed.widened().forEach((layer, bits) -> terminal.line("%4d bits  %s", bits, layer));
  }

  private static OptionalDouble mixed(CommandLine line) {
    return line.hasOption("mixed")
        ? OptionalDouble.of(integer(line, "mixed", 0, 0, MOST_DECIBELS))
        : OptionalDouble.empty();
  }

  private static void print(
      Terminal terminal, String what, Accuracy accuracy, Accuracy floating) {
    terminal.line(
        "%-8s top-1 %6.2f %% of %d images  %+.2f points",
        what,
        100 * accuracy.share(),
        accuracy.images(),
        100 * (accuracy.share() - floating.share()));
  }

  private static List<Integer> widths(String text) {
    try {
      List<Integer> widths = Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
      if (widths.stream().allMatch(bits -> bits >= LEAST_BITS && bits <= MOST_BITS)) {
        return widths;
      }
    } catch (NumberFormatException notNumbers) {
      // Refused below, as numbers out of range are.
    }
    throw UserProblem.usage(
        "--widths (" + text + ") must be numbers of " + LEAST_BITS + ".." + MOST_BITS
            + " with commas between",
        "write for example --widths 8,16");
  }
}
