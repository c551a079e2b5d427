package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.data.Normalisation;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.DataOptions;
import org.sparseloom.flow.GenerateFlow;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.search.folding.Allowance;

/** Options that several commands have in common. */
final class SharedOptions {
  static final String DEFAULT_DEVICE = "Z7020";
  private static final int DEFAULT_BITS = 8;

  private SharedOptions() {}

  /** Adds --data, --mean and --std. */
  static void addData(Options options, String purpose) {
    options.addOption(
        option(
            "data",
            "IMAGES",
            purpose + ": fashion-mnist:train, fashion-mnist:test, a folder of JPEG or PNG files, an"
                + " IDX file, a .bin file or random:N, each with an optional [FROM:TO]"));
    options.addOption(
        option("mean", "M,M,M", "input = (pixel - mean) / std, pixels 0..255 (default 0)"));
    options.addOption(option("std", "S,S,S", "see --mean (default 255)"));
  }

  /** Returns the data options; {@code otherwise} is the specification without --data. */
  static DataOptions data(CommandLine line, String otherwise) {
    return new DataOptions(
        Arguments.text(line, "data").orElse(otherwise),
        new Normalisation(numbers(line, "mean", "0"), numbers(line, "std", "255")));
  }

  private static List<Double> numbers(CommandLine line, String name, String otherwise) {
    String text = line.getOptionValue(name, otherwise);
    try {
      return Arrays.stream(text.split(",")).map(String::strip).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw UserProblem.usage(
          "--" + name + " (" + text + ") must be one number or one per channel, with commas between",
          "write for example --" + name + " 123.7,116.3,103.5");
    }
  }

  /** Adds --device, --weight-bits, --activation-bits, --engines, --multipliers and --dsp. */
  static void addHardware(Options options) {
    options.addOption(
        option(
            "device",
            "NAME",
            "one of " + String.join(", ", Devices.names()) + ", or a device file (default "
                + DEFAULT_DEVICE + ")"));
    options.addOption(option("weight-bits", "4..16", "width of weights (default 8)"));
    options.addOption(option("activation-bits", "4..16", "width of activations (default 8)"));
    options.addOption(
        option(
            "engines", "LIST",
            "engines that the folding may use (default " + listed(ConvolutionChoice.ENGINES) + ")"));
    options.addOption(
        option(
            "multipliers", "LIST",
            "what engines' multipliers may be of (default " + listed(MultiplierKind.words()) + ")"));
    options.addOption(option("dsp", "N", "DSP slices to use at most (default all of the device)"));
  }

  static GenerateFlow.Widths widths(CommandLine line) {
    return new GenerateFlow.Widths(
        Arguments.integer(line, "weight-bits", DEFAULT_BITS, 4, 16),
        Arguments.integer(line, "activation-bits", DEFAULT_BITS, 4, 16));
  }

  /** Returns what the folding search may use. */
  static Allowance allowed(CommandLine line) {
    return new Allowance(
        some(line, "engines", ConvolutionChoice.ENGINES),
        some(line, "multipliers", MultiplierKind.words()).stream().map(MultiplierKind::of).toList(),
        Arguments.integer(line, "dsp", Integer.MAX_VALUE, 0, Integer.MAX_VALUE));
  }

  private static String listed(List<String> words) {
    return String.join(",", words);
  }

  /** Returns the words that an option lists, all of them without it. */
  private static List<String> some(CommandLine line, String option, List<String> words) {
    String text = line.getOptionValue(option, listed(words));
    List<String> listed = Arrays.stream(text.split(",")).map(String::strip).distinct().toList();
    if (!words.containsAll(listed)) {
      throw UserProblem.usage(
          "--" + option + " (" + text + ") must be of " + words + ", with commas between",
          "leave it out to let the folding search choose.");
    }
    return listed;
  }

  /** Returns the path of the only positional argument. */
  static Path argument(CommandLine line) {
    return Path.of(line.getArgList().get(0));
  }
}
