package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.emit.Manifest;
import org.sparseloom.problem.ExitCode;

/** A folder that a version has generated whose Verilog was called otherwise. */
class OlderFolderTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void writeOlderFolder() throws IOException {
    folder = parent.resolve("design");
    Files.createDirectories(folder.resolve("rtl"));
    Files.writeString(folder.resolve("rtl/primitives.sv"), "// older\n");
    Files.writeString(parent.resolve("other.sv"), "// not generated\n");
    GeneratedFolder.generate(folder).good();
    Path manifest = folder.resolve(Manifest.FILE);
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"formatVersion\" : \\d+", "\"formatVersion\" : 1")
            .replace("\"rtl/primitives.v\"", "\"rtl/primitives.sv\", \"../other.sv\""));
  }

  @Test
  void isRefusedByCommandsThatReadIt() {
    for (String command : new String[] {"lint", "estimate", "simulate", "report"}) {
      Outcome.of(command, folder.toString())
          .refused(
              ExitCode.USAGE, "formatVersion (1) of generated.json must be 2",
              "Maybe generate the design again with this version of Sparseloom.");
    }
  }

  /** Else tools that take all of rtl/ would find modules twice. */
  @Test
  void isMadeAnewWithoutWhatWasThere() {
    GeneratedFolder.generate(folder).good();
    assertFalse(Files.exists(folder.resolve("rtl/primitives.sv")));
    assertTrue(Files.exists(folder.resolve("rtl/primitives.v")));
    assertTrue(Files.exists(parent.resolve("other.sv")), "files outside stay");
  }
}
