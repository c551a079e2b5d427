package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.BenchmarkFlow;
import org.sparseloom.flow.DataOptions;
import org.sparseloom.flow.Home;
import org.sparseloom.problem.ExitCode;

/** Times every step of the flow. */
final class BenchmarkCommand implements Command {
  private static final String DATA = "fashion-mnist:train[55000:60000]";

  @Override
  public String name() {
    return "benchmark";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "times folding search, search, elaboration, build and simulation";
  }

  @Override
  public String explanation() {
    return """
        Times every step of the flow on the shipped network, or on another with --model and --data,
        in one run and with nothing cached. Machines are noisy: compare the figures of one run with
        one another rather than with those of another machine.

        Example: ./sparseloom benchmark
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(option("model", "FILE", "ONNX model (default models/fashion-cnn.onnx)"));
    SharedOptions.addData(options, "labelled images (default " + DATA + ")");
    options.addOption(
        option("device", "NAME", "to build for (default " + SharedOptions.DEFAULT_DEVICE + ")"));
    options.addOption(option("trials", "N", "of the timed search (default 60)"));
    options.addOption(option("images", "N", "simulated images (default 64)"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    DataOptions data = SharedOptions.data(line, DATA);
    new BenchmarkFlow(
            terminal.progress(),
            figure ->
                terminal.line("%-48s %,12.1f %s", figure.what(), figure.value(), figure.unit()))
        .run(
            new BenchmarkFlow.Request(
                Arguments.text(line, "model")
                    .map(Path::of)
                    .orElseGet(() -> Home.resolve("models/fashion-cnn.onnx")),
                Devices.named(line.getOptionValue("device", SharedOptions.DEFAULT_DEVICE)),
                data,
                integer(line, "trials", 60, 1, 1_000_000),
                1000,
                integer(line, "images", 64, 2, 10_000)));
    return ExitCode.GOOD;
  }
}
