package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.flow.DataOptions;
import org.sparseloom.flow.EvaluateFlow;
import org.sparseloom.flow.ImageCount;
import org.sparseloom.flow.Evaluation;
import org.sparseloom.flow.GenerateFlow;
import org.sparseloom.progress.Progress;
import org.sparseloom.flow.SimulateFlow;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.simulate.SimulationResult;

/**
 * What sparse engines are for: the shipped network with the thresholds and the folding that a search
 * found (`sparseloom search models/fashion-cnn.onnx`), on its sparse engines and on dense ones.
 */
class SparseSpeedTest {
  private static final Path MODEL = Path.of("..", "models", "fashion-cnn.onnx");
  private static final Path SEARCHED = Path.of("src/test/resources/fashion-cnn.design.json");
  private static final Path FOLDER = SimulationBench.TARGET.resolve("designs");

  /** Cycles do not depend on the device; the same folding with dense engines must fit, too. */
  private static final String ROOMY_DEVICE = "Z7045";

  private static final int TEST_IMAGES = 2000;
  private static final int SIMULATED_IMAGES = 6;

  @Test
  void sparseEnginesAreFasterThanDenseOnesAtEqualFoldingAndThresholds() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")));
    String sparseDesign = Files.readString(SEARCHED);
    String denseDesign = sparseDesign.replace("\"sparse\"", "\"dense\"");
    Path sparse = generate("fashion-sparse", sparseDesign);
    Path dense = generate("fashion-dense", denseDesign);

    Evaluation accuracy =
        new EvaluateFlow(Progress.silent())
            .run(sparse, Optional.of("fashion-mnist:test"), ImageCount.of(TEST_IMAGES));
    double floating = accuracy.floating().orElseThrow();
    double pruned = accuracy.sparse().orElseThrow();
    assertEquals(floating, pruned, 0.01, "accuracy that the thresholds cost");

    SimulationResult fast = simulate(sparse);
    SimulationResult slow = simulate(dense);
    double factor = slow.design().cyclesPerImage() / fast.design().cyclesPerImage();
    String measured =
        String.format(
            "fashion-cnn: sparse %.1f, dense %.1f cycles per image at equal folding: %.2f times as"
                + " fast; accuracy %.4f (float %.4f)",
            fast.design().cyclesPerImage(), slow.design().cyclesPerImage(), factor,
            pruned, floating);
    System.out.println(measured);
    assertTrue(factor >= 1.8, measured);
  }

  private static Path generate(String name, String design) throws IOException {
    Path folder = FOLDER.resolve(name);
    Path file = Files.createDirectories(FOLDER).resolve(name + ".design.json");
    Files.writeString(file, design);
    new GenerateFlow(Progress.silent())
        .run(
            new GenerateFlow.Request(
                MODEL, Optional.of(file), Optional.of(ROOMY_DEVICE),
                DataOptions.unitRange("fashion-mnist:train"), new GenerateFlow.Widths(8, 8),
                Allowance.ALL, folder, Optional.empty()));
    return folder;
  }

  private static SimulationResult simulate(Path folder) {
    SimulationResult result =
        new SimulateFlow(Progress.silent())
            .run(folder, Optional.empty(), ImageCount.of(SIMULATED_IMAGES), SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    return result;
  }
}
