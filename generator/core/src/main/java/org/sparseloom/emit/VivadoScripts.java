package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparseloom.device.Device;

/** Tcl scripts by which Vivado builds and packs a design's AXI wrapper, all in vivado/. */
final class VivadoScripts {
  /** Parts of the boards that devices are called after: Zybo Z7-10, ZedBoard, ZC706, ZCU104, U250. */
  private static final Map<String, String> PARTS =
      Map.of(
          "Z7010", "xc7z010clg400-1",
          "Z7020", "xc7z020clg484-1",
          "Z7045", "xc7z045ffg900-2",
          "ZU7EV", "xczu7ev-ffvc1156-2-e",
          "U250", "xcu250-figd2104-2L-e");

  private final Templates templates = new Templates("vivado/vivado.stg");

  /**
   * What the templates print.
   *
   * @param part "" if none is known for the device
   * @param verilog files of Verilog-2005, by their paths in the design's folder
   */
  record View(
      String top, String device, String part, String periodNanoseconds, List<String> verilog,
      List<String> systemVerilog, List<String> memories) {}

  /** Returns the scripts for a wrapper and all files that it needs. */
  List<Artifact> files(String top, Device device, List<Artifact> sources, String header) {
    View view =
        new View(
            top,
            device.name().replaceAll("[^A-Za-z0-9_./ -]", "_"),
            PARTS.getOrDefault(device.name(), ""),
            String.format(Locale.ROOT, "%.3f", 1000 / device.clockMegahertz()),
            ending(".v", sources),
            ending(".sv", sources),
            ending(".mem", sources));
    Map<String, Object> all = Map.of("header", header, "view", view);
    List<Artifact> files = new ArrayList<>();
    files.add(new Artifact("vivado/sources.tcl", templates.render("sources", all)));
    files.add(new Artifact("vivado/build.tcl", templates.render("build", all)));
    files.add(new Artifact("vivado/package.tcl", templates.render("packageCore", all)));
    files.add(new Artifact("vivado/timing.xdc", templates.render("timing", all)));
    return files;
  }

  private static List<String> ending(String end, List<Artifact> sources) {
    return sources.stream().map(Artifact::path).filter(path -> path.endsWith(end)).toList();
  }
}
