package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.device.Devices;
import org.sparseloom.flow.CalibrateResourcesFlow.Comparison;
import org.sparseloom.progress.Progress;
import org.sparseloom.resource.Coefficients;

/** From random designs through Yosys to a file of coefficients. */
class CalibrateResourcesFlowTest {
  @Test
  void aFitPredictsTheDesignsThatItWasFittedTo(@TempDir Path folder) throws IOException {
    assumeTrue(onPath("yosys"), "yosys must be installed");
    Path file = folder.resolve("coefficients.json");
    CalibrateResourcesFlow.Result result =
        new CalibrateResourcesFlow(Progress.silent())
            .run(
                new CalibrateResourcesFlow.Request(
                    1, 3, Devices.named("Z7020"), folder.resolve("cache"), file, "calibrate-resources"));
    Coefficients written = Coefficients.parse(Files.readString(file), file.toString());
    assertTrue(written.tool().startsWith("Yosys"), written.tool());
    assertEquals(Coefficients.standard().units().keySet(), written.units().keySet());
    assertEquals(2, result.stages().size());
    for (Comparison stage : result.stages()) {
      assertEquals(stage.counted().dsp(), stage.predicted().dsp(), stage.name());
      assertEquals(stage.counted().bram36(), stage.predicted().bram36(), stage.name());
      assertEquals(1, stage.predicted().lut() / stage.counted().lut(), 0.25, stage.toString());
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
