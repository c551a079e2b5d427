package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.axi.AxiStream;
import org.sparseloom.emit.hls.HlsBackend;

/** The scripts for Vitis HLS: commands, keys, and every file that they name. */
class VitisScriptsTest {
  /** Keys of UG1399, "HLS Config File Commands", that the configuration may use. */
  private static final Set<String> KEYS =
      Set.of(
          "part", "flow_target", "clock", "syn.top", "syn.file", "syn.cflags", "syn.csimflags",
          "tb.file", "tb.cflags", "package.ip.vendor", "package.ip.library", "package.ip.name",
          "package.ip.version", "package.output.format", "package.output.syn");

  @TempDir Path folder;

  @BeforeEach
  void generate() {
    FolderDestination destination = new FolderDestination(folder);
    new AcceleratorGenerator(
            Optional.empty(), List.of(new HlsBackend()), "test", AxiStream.DEFAULT_BUS_BITS)
        .generate(TinyAccelerator.pipeline(), "tiny", Map.of())
        .forEach(destination::write);
  }

  @Test
  void theCoreIsMadeOfFilesThatAreThere() throws IOException, InterruptedException {
    String calls = run(0, Map.of("SPARSELOOM_STEPS", "csynth export"));
    assertTrue(calls.contains("set_top tiny_hls"), calls);
    assertTrue(calls.contains("set_part xc7z020clg484-1"), calls);
    assertTrue(calls.contains("create_clock -period 6.993 -name default"), calls);
    assertTrue(calls.contains("export_design -format ip_catalog"), calls);
    assertFalse(calls.contains("csim_design"), calls);
    assertEquals(
        sources(), calls.lines().filter(line -> line.startsWith("add_files")).count(), calls);
  }

  @Test
  void simulationsAreGivenTheValuesToCompareWith() throws IOException, InterruptedException {
    String refused = run(1, Map.of());
    assertTrue(refused.contains("must hold the values to compare with"), refused);
    Path values = Files.createDirectories(folder.resolve("simulation-hls/values"));
    String calls =
        run(0, Map.of("SPARSELOOM_STEPS", "csim csynth cosim", "SPARSELOOM_IMAGES", "3"));
    String arguments = "-O -argv {--images 3 --values " + values.toRealPath() + "}";
    assertTrue(calls.contains("csim_design " + arguments), calls);
    assertTrue(calls.contains("cosim_design " + arguments), calls);
  }

  @Test
  void anUnknownStepAndAMissingFileAreNamed() throws IOException, InterruptedException {
    String unknown = run(1, Map.of("SPARSELOOM_STEPS", "simulate"));
    assertTrue(unknown.contains("simulate must be csim, csynth, cosim or export"), unknown);
    Files.delete(folder.resolve("hls/stages/reg_x.cpp"));
    String missing = run(1, Map.of("SPARSELOOM_STEPS", "csynth"));
    assertTrue(missing.contains("no file") && missing.contains("reg_x.cpp"), missing);
  }

  @Test
  void theConfigurationNamesAllFilesByDocumentedKeys() throws IOException {
    List<String> lines =
        Files.readAllLines(folder.resolve("vitis/hls_config.cfg")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.equals("[hls]"))
            .toList();
    assertEquals(
        KEYS, lines.stream().map(line -> line.split("=", 2)[0]).collect(Collectors.toSet()));
    List<String> files =
        lines.stream().filter(line -> line.contains(".file=")).map(l -> l.split("=", 2)[1]).toList();
    assertEquals(sources(), files.size());
    for (String file : files) {
      assertTrue(Files.isRegularFile(folder.resolve("vitis").resolve(file)), file);
    }
  }

  /** Returns how many files of C++ there are. */
  private long sources() throws IOException {
    try (var files = Files.walk(folder.resolve("hls"))) {
      return files.filter(file -> file.toString().endsWith(".cpp")).count();
    }
  }

  private String run(int status, Map<String, String> environment)
      throws IOException, InterruptedException {
    TclRun.assumeTcl();
    return new TclRun("vitis_hls", environment).expect(status, folder.resolve("vitis/hls.tcl"));
  }
}
