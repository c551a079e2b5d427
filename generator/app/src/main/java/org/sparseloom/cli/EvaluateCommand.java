package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.option;

import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.execute.Agreement;
import org.sparseloom.flow.EvaluateFlow;
import org.sparseloom.flow.Evaluation;
import org.sparseloom.problem.ExitCode;

/** Measures accuracy and zeros of a generated design by the integer reference. */
final class EvaluateCommand implements Command {
  private static final int DEFAULT_IMAGES = 2000;

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "measures a design's accuracy and zeros with the integer reference";
  }

  @Override
  public String explanation() {
    return """
        Runs labelled images through the float model (ONNX Runtime), the quantised network without
        thresholds, and the design as the hardware computes it (the integer reference, bit for bit);
        counts zeros of weights, activations and pairs. Writes evaluation.json. If the images have
        no labels, or the network gives a map such as a mask, its outputs are compared with those of
        the float model instead.

        Example: ./sparseloom evaluate rtl-out/fashion --data fashion-mnist:test --images 2000
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option("data", "IMAGES", "labelled images (default: those of the generation)"));
    options.addOption(option("images", "N", "how many (default " + DEFAULT_IMAGES + ", or all)"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Evaluation evaluation =
        new EvaluateFlow(terminal.progress())
            .run(
                SharedOptions.argument(line),
                Arguments.text(line, "data"),
                Arguments.images(line, DEFAULT_IMAGES));
    print(evaluation, terminal);
    return ExitCode.GOOD;
  }

  static void print(Evaluation evaluation, Terminal terminal) {
    evaluation
        .sparse()
        .ifPresent(
            sparse ->
                terminal.line(
                    "top-1 on %d images: float %.2f %%, quantised %.2f %%, sparse %.2f %%",
                    evaluation.images(),
                    100 * evaluation.floating().orElseThrow(),
                    100 * evaluation.quantized().orElseThrow(),
                    100 * sparse));
    evaluation
        .sparseAgreement()
        .ifPresent(
            sparse -> {
              terminal.line(
                  "no labels or no classes: compared with the float model on %d images,"
                      + " whose largest output is %.4g",
                  evaluation.images(), sparse.largestValue());
              print("quantised", evaluation.quantizedAgreement().orElseThrow(), terminal);
              print("sparse", sparse, terminal);
            });
  }

  private static void print(String what, Agreement agreement, Terminal terminal) {
    terminal.line(
        "%s: mean difference %.4g, largest %.4g%s",
        what,
        agreement.meanDifference(),
        agreement.largestDifference(),
        agreement
            .sameSide()
            .map(share -> String.format(Locale.ROOT, ", %.2f %% on the same side of 0.5", 100 * share))
            .orElse(""));
  }
}
