package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;

/** A generated design under Verilator's lint. */
class LintCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void generate() {
    GeneratedFolder.generate(folder).good();
  }

  @Test
  void aDesignHasNoWarnings() throws IOException {
    Outcome outcome = lint().good();
    assertTrue(outcome.out().contains(" 0 warnings (5 waivers, lint/waivers.vlt"), outcome.out());
    String json = Files.readString(folder.resolve("lint/lint.json"));
    assertTrue(json.contains("\"warnings\" : [ ]"), json);
    assertTrue(
        json.matches(
            "(?s).*\"rule\" : \"DECLFILENAME\",\\s+\"match\" : \"-file [^}]*rtl/[^}]*"
                + "\"reason\" : \"A file holds the module that it is called after and .*"),
        json);
    Outcome.of("report", folder.toString()).good();
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("0 warnings, 5 waivers"), page);
    assertFalse(page.contains("The search"), "nothing was searched");
    assertTrue(page.contains("<td class=\"text\">PINCONNECTEMPTY</td>"), page);
    assertTrue(page.contains("Accumulators of layers that add a single partial sum"), page);
  }

  /** A net without a reader and a truncated sum, in the accelerator and in the wrapper. */
  @Test
  void whatIsDoubtfulIsPrinted() throws IOException {
    spoil(folder.resolve("rtl/primitives.v"), "  wire forgotten = clock;\n");
    spoil(folder.resolve("axi/axi_counter.v"), "  wire [3:0] narrow = 5'd17;\n");
    lint()
        .refused(
            ExitCode.VERIFICATION_FAILED, "sparseloom: verification failed",
            "%Warning-UNUSEDSIGNAL: rtl/primitives.v:", "'forgotten'",
            "%Warning-WIDTH: axi/axi_counter.v:");
  }

  /** One construct that Verilator reads in any other dialect, in the accelerator and in the wrapper. */
  @Test
  void systemVerilogIsAnError() throws IOException {
    spoil(folder.resolve("rtl/block_rom.v"), "  logic [3:0] more;\n");
    lint().refused(ExitCode.VERIFICATION_FAILED, "%Error: rtl/block_rom.v:", "syntax error");
    generate();
    spoil(folder.resolve("axi/axi_lite.v"), "  always_comb ;\n");
    lint().refused(ExitCode.VERIFICATION_FAILED, "%Error: axi/axi_lite.v:", "syntax error");
  }

  @Test
  void aDesignInCppHasNoVerilog() throws IOException {
    Files.delete(folder.resolve("lint/verilator.f"));
    lint().refused(ExitCode.USAGE, "must hold Verilog with lint/verilator.f", "Maybe generate it");
  }

  private Outcome lint() {
    return Outcome.of("lint", folder.toString());
  }

  /** Puts a line in front of the last endmodule of a file. */
  private static void spoil(Path file, String line) throws IOException {
    String text = Files.readString(file);
    int end = text.lastIndexOf("endmodule");
    Files.writeString(file, text.substring(0, end) + line + text.substring(end));
  }
}
