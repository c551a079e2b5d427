package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparseloom.device.Board;
import org.sparseloom.device.Device;

/** Tcl scripts by which Vivado builds and packs a design's AXI wrapper, all in vivado/. */
public final class VivadoScripts {
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
            printable(device),
            Board.partOf(device),
            periodNanoseconds(device),
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

  /** Returns a device's name as it can stand in a comment; a user's own may be anything. */
  public static String printable(Device device) {
    return device.name().replaceAll("[^A-Za-z0-9_./ -]", "_");
  }

  /** Returns the clock's period as tools are given it. */
  public static String periodNanoseconds(Device device) {
    return String.format(Locale.ROOT, "%.3f", 1000 / device.clockMegahertz());
  }

  private static List<String> ending(String end, List<Artifact> sources) {
    return sources.stream().map(Artifact::path).filter(path -> path.endsWith(end)).toList();
  }
}
