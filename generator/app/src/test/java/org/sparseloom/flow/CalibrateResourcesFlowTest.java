package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
    assertEquals(2, result.comparisons().stages().size());
    for (Comparison stage : result.comparisons().stages()) {
      assertEquals(stage.counted().dsp(), stage.predicted().dsp(), stage.name());
      assertEquals(stage.counted().bram36(), stage.predicted().bram36(), stage.name());
      assertEquals(1, stage.predicted().lut() / stage.counted().lut(), 0.25, stage.toString());
    }
    FileTime counted = Files.getLastModifiedTime(onlyCount());
    assertEquals(result.comparisons().stages(), calibrated(file).comparisons().stages());
    assertEquals(counted, Files.getLastModifiedTime(onlyCount()));
    CalibrateResourcesFlow.Comparisons checked =
        new CalibrateResourcesFlow(Progress.silent()).check(samples());
    for (int i = 0; i < checked.stages().size(); i++) {
      Comparison stage = checked.stages().get(i);
      assertEquals(result.comparisons().stages().get(i).counted(), stage.counted());
      assertNotEquals(
          result.comparisons().stages().get(i).predicted(), stage.predicted(),
          "the coefficients that hold, not those fitted to this design alone");
    }
  }

  private CalibrateResourcesFlow.Result calibrated(Path file) {
    return new CalibrateResourcesFlow(Progress.silent())
        .fit(samples(), file, "calibrate-resources");
  }

  private CalibrateResourcesFlow.Samples samples() {
    return new CalibrateResourcesFlow.Samples(
        1, 3, Devices.named("Z7020"), folder.resolve("cache"));
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
