package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparseloom.axi.AxiUnits;
import org.sparseloom.device.Board;
import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.StageEstimate;

/**
 * README.md of a design's folder: what each file is, what comes next, what is predicted.
 *
 * @param name of the design, legal as an identifier
 * @param pipeline of the design
 * @param notes figures, and the command that makes the design again
 * @param paths of all other files
 * @param busBits width of the AXI wrapper's streams
 */
record ReadmePage(
    String name, Pipeline pipeline, DesignNotes notes, List<String> paths, int busBits) {
  /** The file's name in a design's folder. */
  static final String FILE = "README.md";

  /** Files of one kind: how their paths begin and end, and what they are. */
  private record Kind(String start, String end, String meaning) {
    String pattern() {
      return start + (end.startsWith(".") ? "*" : "") + end;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("rtl/", ".v", "stages, FIFOs, memories, Verilog-2005; the top is `NAME_top.v`"),
          new Kind("memory/", ".mem", "contents of the memories, a hexadecimal word a line"),
          new Kind("axi/", ".v", "the AXI wrapper `NAME_axi.v` and its parts, Verilog-2005, too"),
          new Kind("axi/", ".h", "registers and sizes for C"),
          new Kind("axi/", ".md", "registers and bytes for people"),
          new Kind("lint/", ".f", "checks all Verilog: `verilator -f lint/verilator.f` in this folder"),
          new Kind("open/", ".ys", "maps with Yosys: `yosys -s open/xilinx.ys`, or for a Lattice ECP5"),
          new Kind("vivado/", ".tcl",
              "`build.tcl`: synthesis to routing; `package.tcl`: core; `zynq.tcl`: bitstream for a board"),
          new Kind("vivado/", ".xdc", "the clock"),
          new Kind("drivers/", ".py", "driver for PYNQ"),
          new Kind("drivers/", ".c", "driver in C99, with its `.h`"),
          new Kind("alveo/", "Makefile", "binary and host program for an Alveo card"),
          new Kind("alveo/", ".v", "the AXI wrapper as a kernel"),
          new Kind("alveo/", ".tcl", "packs the kernel"),
          new Kind("alveo/", ".cpp",
              "`movers.cpp`: kernels between memory and streams; `host.cpp`: the program on the host"),
          new Kind("alveo/", ".cfg", "how the kernels are linked"),
          new Kind("hls/stages/", ".cpp", "the accelerator in C++, a function for every stage"),
          new Kind("hls/weights/", ".h", "its tables"),
          new Kind("hls/include/", ".h", "what its stages share"),
          new Kind("hls/standin/", ".h", "the vendor's headers for a plain compiler; not for synthesis"),
          new Kind("hls/testbench/", ".cpp", "its testbench"),
          new Kind("vitis/", ".tcl", "script for Vitis HLS"),
          new Kind("vitis/", ".cfg", "the same for `v++ -c --mode hls`"));

  /** A row of the table of files, ready to print. */
  record FileRow(String pattern, String meaning) {}

  /** A row of the table of stages, ready to print. */
  record StageRow(String name, String shape, String engine, String cycles, String dsp, String lut) {
    static StageRow of(StageEstimate estimate) {
      return new StageRow(
          estimate.stage().layer().name().replaceAll("[^A-Za-z0-9_./ -]", "_"),
          estimate.stage().layer().outputShape().toString(), estimate.stage().engine(),
          whole(estimate.cyclesPerImage()), whole(estimate.resources().dsp()),
          whole(estimate.resources().lut()));
    }
  }

  Artifact file(String header) {
    return new Artifact(
        FILE,
        new Templates("readme/readme.stg")
            .render("page", Map.of("header", header, "view", this)));
  }

  List<FileRow> files() {
    List<FileRow> rows = new ArrayList<>();
    rows.add(
        new FileRow("design.json", "widths, thresholds and folding of every layer; may be edited"));
    rows.add(new FileRow(network() + ".onnx", "the model"));
    rows.add(
        new FileRow(
            Manifest.FILE,
            "what was generated, from which data, and where streams can be watched"));
    for (Kind kind : KINDS) {
      if (has(kind.start(), kind.end())) {
        rows.add(new FileRow(kind.pattern(), kind.meaning().replace("NAME", name)));
      }
    }
    return rows;
  }

  List<StageRow> stages() {
    return estimate().stages().stream().map(StageRow::of).toList();
  }

  List<Board> boards() {
    return Board.zynq();
  }

  boolean verilog() {
    return has("axi/", "");
  }

  boolean alveo() {
    return has("alveo/", "");
  }

  boolean hls() {
    return has("hls/", "");
  }

  private boolean has(String start, String end) {
    return paths.stream().anyMatch(path -> path.startsWith(start) && path.endsWith(end));
  }

  boolean hasBoard() {
    return Board.zynqOf(pipeline.device()).isPresent();
  }

  /** Returns the usual board of the device; "" if it has none with a processor. */
  String board() {
    return Board.zynqOf(pipeline.device()).map(Board::name).orElse("");
  }

  String command() {
    return notes.command();
  }

  String network() {
    return pipeline.network().network().name();
  }

  String input() {
    return pipeline.images().shape().toString();
  }

  String output() {
    return pipeline.results().shape().toString();
  }

  int layers() {
    return pipeline.stages().size();
  }

  String device() {
    return VivadoScripts.printable(pipeline.device());
  }

  String megahertz() {
    return String.format(Locale.ROOT, "%.0f", pipeline.device().clockMegahertz());
  }

  String cyclesPerImage() {
    return whole(estimate().cyclesPerImage());
  }

  String imagesPerSecond() {
    return whole(estimate().imagesPerSecond());
  }

  String latencyCycles() {
    return whole(estimate().latencyCycles());
  }

  String latencyMicroseconds() {
    return String.format(
        Locale.ROOT, "%,.1f", estimate().latencyCycles() / estimate().clockMegahertz());
  }

  Amounts needed() {
    return new Amounts(estimate().resources());
  }

  Amounts wrapper() {
    return new Amounts(AxiUnits.resources(pipeline, busBits));
  }

  Amounts limits() {
    return new Amounts(pipeline.device().limits());
  }

  /** Resources, ready to print. */
  record Amounts(Resources resources) {
    String dsp() {
      return whole(resources.dsp());
    }

    String lut() {
      return whole(resources.lut());
    }

    String ff() {
      return whole(resources.ff());
    }

    String bram36() {
      return String.format(Locale.ROOT, "%.1f", resources.bram36());
    }

    String uram() {
      return whole(resources.uram());
    }

    boolean hasUltra() {
      return resources.uram() > 0;
    }
  }

  private PipelineEstimate estimate() {
    return notes.estimate();
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
