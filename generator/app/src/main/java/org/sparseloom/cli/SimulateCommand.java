package org.sparseloom.cli;

import org.sparseloom.flow.ImageCount;
import static org.sparseloom.cli.Arguments.flag;
import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;
import static org.sparseloom.cli.Arguments.real;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.Backend;
import org.sparseloom.flow.SimulateFlow;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.simulate.CSimulationResult;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;

/** Simulates a generated design with Verilator. */
final class SimulateCommand implements Command {
  private static final int DEFAULT_IMAGES = 16;
  private static final int DEFAULT_IMAGES_ALONE = 2;

  /** Options that say something about a clock, which C++ has not. */
  private static final List<String> OF_VERILOG = List.of("stall", "stall-inside", "seed", "trace");

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "runs a generated design in Verilator, every stream against the reference";
  }

  @Override
  public String explanation() {
    return """
        Builds a testbench with Verilator and sends images through the generated design. Every value
        on the output stream of every stage is compared with the integer reference; a difference is
        reported with stage, image, pixel, channel, expected and got (exit code 5). Without stalls
        the steady cycles per image and the latency are measured. With --backend hls the C++ of the
        design is compiled and run instead: the same values, no cycles and no stalls.

        A large network takes long to build whole. With --stages or --slowest only some stages are
        built and run, each alone: with its memories and the converters and FIFOs in front of it, on
        the values that the reference computes for its inputs. A line for each says whether all that
        it gives is right, and its cycles per image beside those that its model predicts.

        Example: ./sparseloom simulate rtl-out/fashion --images 16
        Example: ./sparseloom simulate rtl-out/resnet50 --slowest 3 --images 1
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option(
            "images", "N",
            "images to send (default " + DEFAULT_IMAGES + ", or all if there are fewer; to stages alone "
                + DEFAULT_IMAGES_ALONE + ")"));
    options.addOption(
        option("stages", "NAMES", "simulate these stages alone, with commas between"));
    options.addOption(
        option("slowest", "N", "simulate the N stages with most predicted cycles alone"));
    options.addOption(
        option("data", "IMAGES", "other images than the design was generated with"));
    options.addOption(
        option("stall", "SHARE", "random stalls at both ends in this share of cycles, 0..0.95"));
    options.addOption(
        flag("stall-inside", "stall in front of all FIFOs between the stages, too"));
    options.addOption(option("seed", "N", "of the stalls (default 1)"));
    options.addOption(
        option("backend", "NAME", "verilog, or hls: its C++ with g++ (default verilog)"));
    options.addOption(
        flag("trace", "write a waveform, simulation/trace.vcd (simulation-stages/STAGE/trace.vcd)"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    if (line.hasOption("stages") || line.hasOption("slowest")) {
      return LoneStages.run(line, DEFAULT_IMAGES_ALONE, terminal);
    }
    Path folder = SharedOptions.argument(line);
    ImageCount images = Arguments.images(line, DEFAULT_IMAGES);
    Optional<String> data = Arguments.text(line, "data");
    SimulateFlow flow = new SimulateFlow(terminal.progress());
    if (Backend.parse(line.getOptionValue("backend", Backend.VERILOG.word())) == Backend.HLS) {
      OF_VERILOG.forEach(name -> refuse(line, name));
      return print(flow.runC(folder, data, images), terminal);
    }
    double stalls = real(line, "stall", 0, 0, 0.95);
    int seed = integer(line, "seed", 1, 0, Integer.MAX_VALUE);
    SimulationOptions fullSpeed = SimulationOptions.fullSpeed();
    SimulationOptions options =
        line.hasOption("stall-inside")
            ? fullSpeed.withStallsInside(stalls, seed)
            : fullSpeed.withStalls(stalls, seed);
    SimulationResult result =
        flow.run(folder, data, images, line.hasOption("trace") ? options.withTrace() : options);
    ExitCode code = print(result, terminal);
    if (result.stallProbability() == 0) {
      PipelineTrace predicted = flow.predicted(folder, data, images);
      terminal.line(
          "predicted for these images: %.0f cycles per image, latency %d cycles",
          predicted.cyclesPerImage(), predicted.latencyCycles());
    }
    return code;
  }

  static ExitCode print(SimulationResult result, Terminal terminal) {
    terminal.line(
        "simulated %d images, %d cycles: build %.1f s, run %.1f s, %.0f cycles a second",
        result.images(),
        result.cycles(),
        result.buildSeconds(),
        result.runSeconds(),
        result.simulatedCyclesPerSecond());
    if (result.stallProbability() == 0) {
      terminal.line(
          "measured: %.0f cycles per image, latency %d cycles",
          result.design().cyclesPerImage(), result.design().latencyCycles());
    }
    return verdict(result.bitExact(), result.faults(), terminal);
  }

  private static void refuse(CommandLine line, String option) {
    if (line.hasOption(option)) {
      throw UserProblem.usage(
          "option --" + option + " must not stand beside --backend hls: C++ has no clock",
          "leave it out, or simulate the Verilog.");
    }
  }

  private static ExitCode print(CSimulationResult result, Terminal terminal) {
    terminal.line(
        "simulated %d images in C: build %.1f s, run %.1f s",
        result.images(), result.buildSeconds(), result.runSeconds());
    return verdict(result.bitExact(), result.faults(), terminal);
  }

  private static ExitCode verdict(boolean bitExact, String faults, Terminal terminal) {
    if (bitExact) {
      terminal.line("bit-exact: every stream of every stage equals the reference");
      return ExitCode.GOOD;
    }
    terminal.errors().println("sparseloom: verification failed");
    terminal.errors().println(faults);
    return ExitCode.VERIFICATION_FAILED;
  }
}
