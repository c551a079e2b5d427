package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.sparseloom.progress.Progress;
import org.sparseloom.search.folding.Allowance;

class DesignStepTest {
  private static final Path MODEL = Path.of("..", "..", "models", "fashion-cnn.onnx");

  /** The first folding found for each of these is predicted to take longer. */
  @Test
  void theWholeDesignKeepsTheIntervalAskedFor() {
    for (int asked : new int[] {7500, 8500, 14000}) {
      double predicted = predicted(asked);
      assertTrue(predicted <= asked, predicted + " cycles must be at most " + asked);
    }
  }

  private static double predicted(int asked) {
    GenerateFlow.Request request =
        new GenerateFlow.Request(
            MODEL, Optional.empty(), Optional.of("Z7020"), DataOptions.unitRange("random:8"),
            new GenerateFlow.Widths(8, 8), Allowance.ALL, Path.of("unused"), Optional.empty(),
            new GenerateFlow.Goal(OptionalDouble.of(asked), 8));
    return new DesignStep(Progress.silent()).of(request).estimate().cyclesPerImage();
  }
}
