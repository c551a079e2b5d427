package org.sparseloom.emit;

import java.util.List;
import java.util.Map;

/** What Verilator's lint is told about a design, all in lint/: its arguments, and what it may pass over. */
public final class LintFiles {
  /** The waivers, each behind its reason. */
  public static final String WAIVERS = "lint/waivers.vlt";

  /** All arguments of verilator, for {@code verilator -f} in the design's folder. */
  public static final String ARGUMENTS = "lint/verilator.f";

  private final Templates templates = new Templates("verilog/lint.stg");

  /**
   * Returns both files.
   *
   * @param top the module that all others are below
   * @param sources all files of the design; those of Verilog are checked
   */
  List<Artifact> files(String top, List<Artifact> sources, String header) {
    List<String> verilog = VerilogFiles.all(sources.stream().map(Artifact::path).toList());
    return List.of(
        new Artifact(
            ARGUMENTS,
            templates.render(
                "arguments",
                Map.of("header", header, "top", top, "waivers", WAIVERS, "sources", verilog))),
        new Artifact(WAIVERS, templates.render("waivers", Map.of("header", header))));
  }
}
