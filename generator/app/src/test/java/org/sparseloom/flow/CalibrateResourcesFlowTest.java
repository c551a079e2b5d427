package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.CalibrateResourcesFlow.Comparison;
import org.sparseloom.progress.Progress;
import org.sparseloom.resource.Coefficients;

/** From random designs through Yosys to a file of coefficients. */
class CalibrateResourcesFlowTest {
  @TempDir Path folder;

  @Test
  void aFitPredictsTheDesignsThatItWasFittedToAndIsNotCountedTwice() throws IOException {
    assumeTrue(onPath("yosys"), "yosys must be installed");
    Path file = folder.resolve("coefficients.json");
    CalibrateResourcesFlow.Result result = calibrated(file);
    Coefficients written = Coefficients.parse(Files.readString(file), file.toString());
    assertTrue(written.tool().startsWith("Yosys"), written.tool());
    assertEquals(Coefficients.standard().units().keySet(), written.units().keySet());
    assertEquals(2, result.stages().size());
    for (Comparison stage : result.stages()) {
      assertEquals(stage.counted().dsp(), stage.predicted().dsp(), stage.name());
      assertEquals(stage.counted().bram36(), stage.predicted().bram36(), stage.name());
      assertEquals(1, stage.predicted().lut() / stage.counted().lut(), 0.25, stage.toString());
    }
    FileTime counted = Files.getLastModifiedTime(onlyCount());
    assertEquals(result.stages(), calibrated(file).stages());
    assertEquals(counted, Files.getLastModifiedTime(onlyCount()));
  }

  private CalibrateResourcesFlow.Result calibrated(Path file) {
    return new CalibrateResourcesFlow(Progress.silent())
        .run(
            new CalibrateResourcesFlow.Request(
                1, 3, Devices.named("Z7020"), folder.resolve("cache"), file,
                "calibrate-resources"));
  }

  private Path onlyCount() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertEquals(1, files.size(), files.toString());
      return files.get(0);
    }
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
