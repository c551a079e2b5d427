package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.axi.AxiStream;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.Backend;
import org.sparseloom.flow.GenerateFlow;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.StageEstimate;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Generates the accelerator of a model. */
final class GenerateCommand implements Command {
  private static final String RANDOM_IMAGES = "random:64";

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String arguments() {
    return "MODEL.onnx";
  }

  @Override
  public String summary() {
    return "writes the accelerator's Verilog, or C++ for HLS, into a folder";
  }

  @Override
  public String explanation() {
    return """
        Writes the whole accelerator: rtl/*.v, memory/*.mem, design.json, and an AXI wrapper around
        it with its registers in axi/; with --backend hls C++ for Vitis HLS in hls/ instead, with
        --backend verilog,hls both. With --design it follows
        a design.json (from `search`, or edited by hand); without, it prunes nothing and finds the
        fastest folding for the device. Images are needed to calibrate activation scales and to
        predict cycles.

        Example: ./sparseloom generate models/fashion-cnn.onnx --device Z7020 \\
                     --data fashion-mnist:train -o rtl-out/fashion
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(option("design", "FILE", "design.json to follow"));
    SharedOptions.addHardware(options);
    options.addOption(
        option(
            "cycles",
            "N",
            "the cheapest design that needs at most N cycles per image, not the fastest"));
    options.addOption(
        option("bus-bits", "BITS", "width of the AXI wrapper's streams: 32, 64 .. 512 (default 64)"));
    SharedOptions.addData(options, "images for calibration and prediction");
    options.addOption(option("backend", "LIST", "verilog, hls or both (default verilog)"));
    options.addOption("o", "output", true, "folder to write (default rtl-out/MODEL)");
    options.getOption("output").setArgName("FOLDER");
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Path model = SharedOptions.argument(line);
    Optional<Path> design = Arguments.text(line, "design").map(Path::of);
    GenerateFlow.Request request =
        new GenerateFlow.Request(
            model,
            design,
            Arguments.text(line, "device"),
            SharedOptions.data(line, RANDOM_IMAGES),
            SharedOptions.widths(line),
            SharedOptions.allowed(line),
            Path.of(line.getOptionValue("output", "rtl-out/" + stem(model))),
            design.map(SearchArguments::studyBeside).filter(Files::isRegularFile),
            goal(line),
            busBits(line),
            Backend.parseAll(line.getOptionValue("backend", Backend.VERILOG.word())));
    if (Arguments.text(line, "data").isEmpty()) {
      terminal.errors().println(
          "sparseloom: warning: no --data, so scales and predictions come from random images");
    }
    GenerateFlow.Result result = new GenerateFlow(terminal.progress()).run(request);
    print(result, terminal);
    if (request.backends().contains(Backend.VERILOG)) {
      warn(result, terminal);
    }
    return ExitCode.GOOD;
  }

  /** Names the layers whose logic is deep, which only a design made by hand has. */
  private static void warn(GenerateFlow.Result result, Terminal terminal) {
    for (StageEstimate stage : result.estimate().stages()) {
      stage.stage().deepLogic()
          .ifPresent(
              reason ->
                  terminal.errors().println(
                      "sparseloom: warning: layer " + stage.stage().layer().name() + ": " + reason
                          + ", too many for the clock (docs/timing.md)"));
    }
  }

  private static int busBits(CommandLine line) {
    int bits =
        Arguments.integer(
            line, "bus-bits", AxiStream.DEFAULT_BUS_BITS, AxiStream.LEAST_BUS_BITS,
            AxiStream.MOST_BUS_BITS);
    if (Integer.bitCount(bits) != 1) {
      throw UserProblem.usage(
          "--bus-bits (" + bits + ") must be a power of two", "take 64 or 128.");
    }
    return bits;
  }

  private static GenerateFlow.Goal goal(CommandLine line) {
    int cycles = Arguments.integer(line, "cycles", 0, 1, Integer.MAX_VALUE);
    return cycles == 0
        ? GenerateFlow.Goal.FASTEST
        : new GenerateFlow.Goal(OptionalDouble.of(cycles), GenerateFlow.WORK_IMAGES);
  }

  static void print(GenerateFlow.Result result, Terminal terminal) {
    PipelineEstimate estimate = result.estimate();
    Resources resources = estimate.resources();
    terminal.line("generated %s for %s", result.folder().root(), result.design().device());
    terminal.line(
        "predicted: %.0f cycles per image, %.0f images/s at %.0f MHz, latency %d cycles",
        estimate.cyclesPerImage(),
        estimate.imagesPerSecond(),
        result.design().clockMegahertz(),
        estimate.latencyCycles());
    result.foldingGap()
        .ifPresent(
            gap ->
                terminal.line(
                    "folding: at most %.1f %% above the shortest interval that the engines allow",
                    100 * gap));
    terminal.line(
        "predicted: %.0f DSP, %.0f LUT, %.0f FF, %.1f BRAM36%s",
        resources.dsp(), resources.lut(), resources.ff(), resources.bram36(),
        resources.uram() == 0 ? "" : String.format(Locale.ROOT, ", %.0f URAM", resources.uram()));
    result.wrapper()
        .ifPresent(
            wrapper ->
                terminal.line(
                    "predicted: %.0f LUT, %.0f FF for the AXI wrapper besides",
                    wrapper.lut(), wrapper.ff()));
  }

  private static String stem(Path model) {
    return model.getFileName().toString().replaceAll("\\.onnx$", "");
  }
}
