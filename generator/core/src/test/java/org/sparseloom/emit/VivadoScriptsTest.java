package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Vivado in a plain Tcl interpreter, with stubs that check commands and files. */
class VivadoScriptsTest {
  private static final Path STUBS = Path.of("src/test/resources/vivado/stubs.tcl").toAbsolutePath();
  private static final Path TCLSH = Path.of("/usr/bin/tclsh");

  @TempDir Path folder;

  @BeforeEach
  void generate() {
    Assumptions.assumeTrue(Files.isExecutable(TCLSH), "needs tclsh");
    FolderDestination destination = new FolderDestination(folder);
    new AcceleratorGenerator(pipeline -> List.of(), "test")
        .generate(TinyAccelerator.pipeline(), "tiny", Map.of())
        .forEach(destination::write);
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

  /** Vivado finds memory files by their names alone and takes no comments in them. */
  @Test
  void memoryFilesAreFoundFromAnywhere() throws IOException, InterruptedException {
    run(0, "build.tcl", "part");
    String top = Files.readString(folder.resolve("vivado/build/tiny_top.sv"));
    assertTrue(top.contains(".FILE(\"reg_x_channels.mem\")"), top);
    List<String> whole = Files.readAllLines(folder.resolve("memory/reg_x_channels.mem"));
    assertEquals(
        whole.subList(1, whole.size()),
        Files.readAllLines(folder.resolve("vivado/build/reg_x_channels.mem")));
  }

  @Test
  void theCoreIsPackedWithAllFiles() throws IOException, InterruptedException {
    String calls = run(0, "package.tcl", "part");
    assertTrue(calls.contains("ipx::save_core"), calls);
    for (String name : List.of("tiny_axi.v", "axi_repack.v", "tiny_top.sv")) {
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
    List<String> command =
        new ArrayList<>(
            List.of(
                TCLSH.toString(), STUBS.toString(),
                folder.resolve("vivado").resolve(script).toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), output);
    return output;
  }
}
