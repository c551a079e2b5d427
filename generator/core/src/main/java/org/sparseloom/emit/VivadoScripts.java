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
  private final Templates zynqTemplates = new Templates("vivado/zynq.stg");

  /**
   * What the templates print.
   *
   * @param top module of the wrapper
   * @param name of the design, legal as an identifier
   * @param part "" if none is known for the device
   * @param board usual board with a processor on the device; "" if there is none
   * @param megahertz the clock, as a setting of a core
   * @param busBits width of the wrapper's streams
   * @param verilog files of Verilog-2005, by their paths in the design's folder
   */
  record View(
      String top, String name, String device, String part, String board, String periodNanoseconds,
      String megahertz, int busBits, List<String> verilog, List<String> memories) {
    List<Board> boards() {
      return Board.zynq();
    }

    Board.Processor zynq7000() {
      return Board.Processor.ZYNQ_7000;
    }

    Board.Processor zynqUltrascale() {
      return Board.Processor.ZYNQ_ULTRASCALE;
    }
  }

  /** Returns the scripts for a wrapper and all files that it needs. */
  List<Artifact> files(
      String top, Device device, int busBits, List<Artifact> sources, String header) {
    List<String> paths = sources.stream().map(Artifact::path).toList();
    View view =
        new View(
            top,
            top.replaceAll("_axi$", ""),
            printable(device),
            Board.partOf(device),
            Board.zynqOf(device).map(Board::name).orElse(""),
            periodNanoseconds(device),
            String.format(Locale.ROOT, "%.3f", device.clockMegahertz()),
            busBits,
            VerilogFiles.wrapped(paths),
            paths.stream().filter(path -> path.endsWith(".mem")).toList());
    Map<String, Object> all = Map.of("header", header, "view", view);
    List<Artifact> files = new ArrayList<>();
    files.add(new Artifact("vivado/sources.tcl", templates.render("sources", all)));
    files.add(new Artifact("vivado/build.tcl", templates.render("build", all)));
    files.add(new Artifact("vivado/package.tcl", templates.render("packageCore", all)));
    files.add(new Artifact("vivado/zynq.tcl", zynqTemplates.render("zynq", all)));
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
}
