package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Vivado in a plain Tcl interpreter, with stubs that check commands and files. */
class VivadoScriptsTest {
  @TempDir Path folder;

  @BeforeEach
  void generate() {
    TclRun.assumeTcl();
    TinyAccelerator.write(TinyAccelerator.pipeline(), folder);
  }

  @Test
  void theDesignIsBuiltFromFilesThatAreThere() throws IOException, InterruptedException {
    String calls = run(0, "build.tcl", "xc7z020clg484-1");
    assertTrue(
        calls.contains(
            "synth_design -top tiny_axi -part xc7z020clg484-1 -mode out_of_context"),
        calls);
    assertTrue(calls.contains("route_design"), calls);
    String constraints = Files.readString(folder.resolve("vivado/timing.xdc"));
    assertTrue(constraints.contains("[get_ports aclk]"), constraints);
  }

  /** Vivado finds memory files by their names alone. */
  @Test
  void memoryFilesAreFoundFromAnywhere() throws IOException, InterruptedException {
    String calls = run(0, "build.tcl", "part");
    String top = Files.readString(folder.resolve("vivado/build/tiny_top.v"));
    assertTrue(top.contains(".FILE(\"reg_x_channels.mem\")"), top);
    Path copy = folder.resolve("vivado/build/reg_x_channels.mem");
    assertEquals(
        Files.readString(folder.resolve("memory/reg_x_channels.mem")), Files.readString(copy));
    assertTrue(
        calls.lines().anyMatch(line -> line.startsWith("read_mem") && line.contains(copy.toString())),
        calls);
  }

  @Test
  void theCoreIsPackedWithAllFiles() throws IOException, InterruptedException {
    String calls = run(0, "package.tcl", "part");
    assertTrue(calls.contains("ipx::save_core"), calls);
    for (String name : List.of("tiny_axi.v", "axi_repack.v", "tiny_top.v")) {
      assertTrue(Files.isRegularFile(folder.resolve("vivado/core/src/" + name)), name);
    }
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException, InterruptedException {
    Files.delete(folder.resolve("axi/axi_lite.v"));
    String message = run(1, "build.tcl", "part");
    assertTrue(message.contains("axi_lite.v"), message);
  }

  private String run(int status, String script, String... arguments)
      throws IOException, InterruptedException {
    return new TclRun("vivado")
        .expect(status, folder.resolve("vivado").resolve(script), arguments);
  }
}
