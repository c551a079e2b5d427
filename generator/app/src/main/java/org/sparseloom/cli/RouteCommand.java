package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.option;
import static org.sparseloom.cli.Arguments.real;

import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.RouteFlow;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.route.Ecp5Part;
import org.sparseloom.route.RouteResult;

/** Places and routes a generated design on a Lattice ECP5. */
final class RouteCommand implements Command {
  @Override
  public String name() {
    return "route";
  }

  @Override
  public String arguments() {
    return "rtl-out/NAME";
  }

  @Override
  public String summary() {
    return "places and routes a small design on a Lattice ECP5 with open tools";
  }

  @Override
  public String explanation() {
    return """
        Maps the accelerator with its AXI wrapper with Yosys, places and routes it with
        nextpnr-ecp5, and says which clock it reaches and what it takes. Ports lie on any pins, so
        take a narrow bus. Writes open/route.json, the routed design open/ecp5.config (for ecppack)
        and the log open/nextpnr.log.

        Example: ./sparseloom generate models/fashion-tiny.onnx --device Z7010 --cycles 4000 \\
                     --bus-bits 32 --data fashion-mnist:train -o rtl-out/tiny
                 ./sparseloom route rtl-out/tiny --device ECP5-85
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        option("device", "NAME", "ECP5-25, ECP5-45 or ECP5-85 (default " + defaultPart() + ")"));
    options.addOption(option("megahertz", "N", "clock to aim at (default the design's)"));
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Ecp5Part part = Ecp5Part.parse(line.getOptionValue("device", defaultPart()));
    OptionalDouble megahertz =
        line.hasOption("megahertz")
            ? OptionalDouble.of(real(line, "megahertz", 1, 1, 1000))
            : OptionalDouble.empty();
    RouteResult result =
        new RouteFlow(terminal.progress()).run(SharedOptions.argument(line), part, megahertz);
    terminal.line(
        "routed on %s: %.1f MHz (%.1f wanted)   (%s, %.0f s)",
        result.part(), result.megahertz(), result.wantedMegahertz(), result.tool(),
        result.seconds());
    result
        .used()
        .forEach(
            (kind, use) ->
                terminal.line("%-14s %7d of %7d", kind, use.used(), use.available()));
    return ExitCode.GOOD;
  }

  private static String defaultPart() {
    return Ecp5Part.ECP5_85.word();
  }
}
