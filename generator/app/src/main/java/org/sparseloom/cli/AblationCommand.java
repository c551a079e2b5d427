package org.sparseloom.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.AblationFlow;
import org.sparseloom.flow.SearchFlow;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.search.Objective;
import org.sparseloom.search.SearchMode;
import org.sparseloom.search.SearchOptions;

/** Searches with and without each part of the search, and compares. */
final class AblationCommand implements Command {
  @Override
  public String name() {
    return "ablation";
  }

  @Override
  public String arguments() {
    return "MODEL.onnx";
  }

  @Override
  public String summary() {
    return "says what each part of the search is worth, by searching without it";
  }

  @Override
  public String explanation() {
    return """
        Runs a search of every mode (see search --help) with the same images, accuracy and number of
        trials, and prints images per cycle and DSP of what each finds, beside the network unpruned
        on dense and on all engines. Every mode has its own study and design file, named after
        --output; the same command goes on where it was cut off.

        Example: ./sparseloom ablation models/fashion-cnn.onnx --device Z7020 --trials 40 \\
                     --multipliers dsp --data 'fashion-mnist:train[55000:60000]' -o out/ablation.json
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    SearchArguments.addTo(options);
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Objective objective = SearchArguments.objective(line);
    SearchFlow.Request request =
        SearchArguments.request(
            line, SearchOptions.standard().withMode(SearchMode.FULL, objective));
    List<AblationFlow.Row> rows =
        new AblationFlow(terminal.progress()).run(request, objective);
    terminal.line(
        "%-24s %9s %11s %9s %7s %9s %18s %9s",
        "searched for", "accuracy", "zero pairs", "cycles", "DSP", "LUT", "images/cycle/DSP", "of dense");
    double dense = rows.get(0).imagesPerCycleAndDsp();
    for (AblationFlow.Row row : rows) {
      terminal.line(
          "%-24s %7.2f %% %9.1f %% %9.0f %7.0f %9.0f %18.3g %8.2fx",
          row.what(), 100 * row.accuracy(), 100 * row.outcome().pairSparsity(),
          row.outcome().cyclesPerImage(), row.outcome().dsp(), row.outcome().lut(),
          row.imagesPerCycleAndDsp(), row.imagesPerCycleAndDsp() / dense);
    }
    return ExitCode.GOOD;
  }
}
