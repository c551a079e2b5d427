package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
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
        counts zeros of weights, activations and pairs. Writes evaluation.json.

        Example: ./sparseloom evaluate rtl-out/fashion --data fashion-mnist:test --images 2000
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option("data", "IMAGES", "labelled images (default: those of the generation)"));
    options.addOption(option("images", "N", "how many (default " + DEFAULT_IMAGES + ")"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Evaluation evaluation =
        new EvaluateFlow(terminal.progress())
            .run(
                SharedOptions.argument(line),
                Arguments.text(line, "data"),
                integer(line, "images", DEFAULT_IMAGES, 1, Integer.MAX_VALUE));
    print(evaluation, terminal);
    return ExitCode.GOOD;
  }

  static void print(Evaluation evaluation, Terminal terminal) {
    terminal.line(
        "top-1 on %d images: float %.2f %%, quantised %.2f %%, sparse %.2f %%",
        evaluation.images(),
        100 * evaluation.floating(),
        100 * evaluation.quantized(),
        100 * evaluation.sparse());
  }
}
