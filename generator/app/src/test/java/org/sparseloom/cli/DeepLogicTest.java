package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folding made by hand may have engines whose logic is too deep: it is generated, and said. */
class DeepLogicTest {
  private static final String WARNING =
      "sparseloom: warning: layer conv2: sparse engines that find multipliersPerEngine (3) of 72 pairs"
          + " in a cycle may have more than 8 levels of logic, too many for the clock (docs/timing.md)";

  @TempDir Path folder;

  @Test
  void deepEnginesAreGeneratedWithAWarning() throws IOException {
    Path design = deepDesign();
    String errors = generated(design, "verilog");
    assertTrue(errors.contains(WARNING), errors);
    assertTrue(Files.exists(folder.resolve("out/rtl")));
    // A tool that makes its own logic is not warned.
    errors = generated(design, "hls");
    assertFalse(errors.contains("warning"), errors);
  }

  private Path deepDesign() throws IOException {
    return GeneratedFolder.edited(
        folder.resolve("design.json"),
        top -> {
          ObjectNode layer = (ObjectNode) top.at("/layers/2");
          layer.put("engine", "sparse");
          ((ObjectNode) layer.get("folding"))
              .put("parallelInputs", 1)
              .put("channelsPerEngine", 8)
              .put("multipliersPerEngine", 3);
        });
  }

  /** Generates and returns what stood on the error output. */
  private String generated(Path design, String backend) {
    return GeneratedFolder.generate(design, folder.resolve("out"), "--backend", backend)
        .good()
        .errors();
  }
}
