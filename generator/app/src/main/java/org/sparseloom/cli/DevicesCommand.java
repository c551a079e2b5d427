package org.sparseloom.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.problem.ExitCode;

/** Lists the devices that ship. */
final class DevicesCommand implements Command {
  @Override
  public String name() {
    return "devices";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "lists the devices with their limits and clocks";
  }

  @Override
  public String explanation() {
    return """
        Lists what --device takes: what each part has, the share of LUT and FF that a design may
        fill, and the clock that predictions are for. A file of your own does as well:
        docs/add-a-device.md.

        Example: ./sparseloom devices
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    terminal.line("device  family   DSP      LUT       FF  BRAM36  URAM  usable LUT, FF    MHz");
    for (String name : Devices.names()) {
      Device device = Devices.named(name);
      Resources limits = device.limits();
      terminal.line(
          "%-6s  %-6s %5.0f %8.0f %8.0f  %6.0f  %4.0f  %12.0f %%  %5.0f",
          device.name(),
          device.family(),
          limits.dsp(),
          limits.lut(),
          limits.ff(),
          limits.bram36(),
          limits.uram(),
          100 * device.usableShare(),
          device.clockMegahertz());
    }
    terminal.line("");
    terminal.line("For another one write a device file and give its path: docs/add-a-device.md");
    return ExitCode.GOOD;
  }
}
