package org.sparseloom.emit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparseloom.device.Device;

/** Scripts by which Yosys maps a design for its own device and for a Lattice ECP5, all in open/. */
public final class OpenFlowFiles {
  /** Maps for a Lattice ECP5; writes {@link #ECP5_NETLIST}. */
  public static final String ECP5_SCRIPT = "open/ecp5.ys";

  /** What nextpnr-ecp5 takes. */
  public static final String ECP5_NETLIST = "open/ecp5.json";

  private final Templates templates = new Templates("open/open.stg");

  /**
   * Returns the scripts.
   *
   * @param top the AXI wrapper
   * @param sources all files of the design; those of the wrapper and of what is in it are mapped
   */
  List<Artifact> files(String top, Device device, List<Artifact> sources, String header) {
    List<String> verilog = VerilogFiles.wrapped(sources.stream().map(Artifact::path).toList());
    String command =
        "synth_xilinx -family " + device.family() + " -top " + top
            + " -noiopad -noclkbuf -nowidelut" + (device.family().equals("xcup") ? " -uram" : "");
    String megahertz = String.format(Locale.ROOT, "%.0f", device.clockMegahertz());
    return List.of(
        new Artifact(
            "open/xilinx.ys",
            templates.render(
                "xilinx", Map.of("header", header, "command", command, "sources", verilog))),
        new Artifact(
            ECP5_SCRIPT,
            templates.render(
                "ecp5",
                Map.of(
                    "header", header, "top", top, "sources", verilog, "megahertz", megahertz))));
  }
}
