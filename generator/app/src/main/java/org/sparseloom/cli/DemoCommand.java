package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.flag;
import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.DemoFlow;
import org.sparseloom.flow.Home;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.report.Report;

/** Does everything once, on the network that ships with the product. */
final class DemoCommand implements Command {
  /** With fewer the search learns its images by heart: 1000 cost two points on test images. */
  private static final int SEARCH_IMAGES = 5000;

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "does everything once on the network that ships with Sparseloom";
  }

  @Override
  public String explanation() {
    return """
        Takes models/fashion-cnn.onnx, which tells ten kinds of clothes apart, through the whole
        flow: searches pruning thresholds and folding, generates Verilog, simulates it against the
        reference value by value, measures accuracy on test images, has Yosys count what it takes,
        and writes the report.
        A demo that was cut off continues its search; delete the folder to begin anew.

        Example: ./sparseloom demo
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option(
            "device",
            "NAME",
            "one of " + String.join(", ", Devices.names()) + " (default "
                + SharedOptions.DEFAULT_DEVICE + ")"));
    options.addOption(option("trials", "N", "of the search (default 150)"));
    options.addOption(option("images", "N", "simulated images (default 16)"));
    options.addOption(option("test-images", "N", "images for accuracy (default 10000)"));
    options.addOption(flag("no-estimate", "do not let Yosys count the resources, the longest step"));
    options.addOption("o", "output", true, "folder to write (default rtl-out/demo)");
    options.getOption("output").setArgName("FOLDER");
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    DemoFlow.Result result =
        new DemoFlow(terminal.progress())
            .run(
                new DemoFlow.Request(
                    Home.resolve("models/fashion-cnn.onnx"),
                    line.getOptionValue("device", SharedOptions.DEFAULT_DEVICE),
                    Path.of(line.getOptionValue("output", "rtl-out/demo")),
                    integer(line, "trials", 150, 1, 1_000_000),
                    SEARCH_IMAGES,
                    integer(line, "images", 16, 2, 10_000),
                    integer(line, "test-images", 10_000, 1, 10_000),
                    !line.hasOption("no-estimate")));
    tenLines(result, terminal);
    if (result.simulation().bitExact()) {
      return ExitCode.GOOD;
    }
    terminal.errors().println("sparseloom: verification failed");
    terminal.errors().println(result.simulation().faults());
    return ExitCode.VERIFICATION_FAILED;
  }

  private static void tenLines(DemoFlow.Result result, Terminal terminal) {
    Report report = result.report();
    Report.Accuracy accuracy = report.accuracy().orElseThrow();
    Report.Simulated simulated = report.simulated().orElseThrow();
    Resources predicted = report.predicted().resources();
    Resources used = report.synthesised().map(Report.Synthesised::resources).orElse(predicted);
    Resources device = Devices.named(report.device()).limits();
    double unpruned = result.search().search().plain().hardware().cyclesPerImage();
    terminal.line(
        "Network    %s: %s multiplications for one image, in %d layers",
        report.network(), count(report.macs()), report.layers().size());
    terminal.line(
        "Pruning    %.0f %% of them have a zero as a factor, and need not be done",
        100 * report.sparsity().orElseThrow().pairs());
    terminal.line(
        "Accuracy   %.1f %% of %d test images are told right (%.1f %% before pruning and rounding)",
        100 * accuracy.sparse(), accuracy.images(), 100 * accuracy.floating());
    terminal.line(
        "Hardware   %d stages at work at once, every layer on multipliers of its own, in Verilog",
        report.layers().size());
    terminal.line(
        "Fits       a %s: %.0f of %.0f DSP slices, %s of %s LUTs, %.1f of %.0f block RAMs (%s)",
        report.device(), used.dsp(), device.dsp(), count(used.lut()), count(device.lut()),
        used.bram36(), device.bram36(),
        report
            .synthesised()
            .map(s -> "counted by " + s.tool() + "; predicted LUTs " + count(predicted.lut()))
            .orElse("predicted"));
    terminal.line(
        "Verified   %d images in simulation: every value between the stages is %s",
        simulated.images(), simulated.bitExact() ? "exactly right" : "NOT right");
    terminal.line(
        "Speed      %.0f clock cycles an image in simulation; the model predicts %.0f for these images (%+.1f %%)",
        simulated.cyclesPerImage(), result.played().cyclesPerImage(),
        100 * (result.played().cyclesPerImage() / simulated.cyclesPerImage() - 1));
    terminal.line(
        "           = %s images a second at %.0f MHz; the unpruned network's best is %s (predicted)",
        count(report.clockMegahertz() * 1e6 / simulated.cyclesPerImage()),
        report.clockMegahertz(),
        count(report.clockMegahertz() * 1e6 / unpruned));
    terminal.line(
        "Sources    %s (rtl/*.v, memory/*.mem, design.json), made in %.0f s",
        result.generated().folder().root(), result.seconds());
    terminal.line(
        "Report     %s", result.generated().folder().root().resolve("report.html"));
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
