package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignFile;
import org.sparseloom.design.DesignLayer;
import org.sparseloom.progress.Progress;
import org.sparseloom.search.folding.Allowance;

class DesignStepTest {
  private static final Path MODEL = Path.of("..", "..", "models", "fashion-cnn.onnx");

  @TempDir Path folder;

  /**
   * The first folding found for some of these is predicted to take longer: for 12618 by so little that
   * steps no longer than that would find it again and again.
   */
  @Test
  void theWholeDesignKeepsTheIntervalAskedFor() {
    Attempts attempts = new Attempts();
    for (int asked : new int[] {6274, 6640, 12557, 12618, 13899}) {
      double predicted =
          new DesignStep(attempts).of(request(Optional.empty(), asked)).estimate().cyclesPerImage();
      assertTrue(predicted <= asked, predicted + " cycles must be at most " + asked);
    }
    assertTrue(attempts.again > 0, "every first folding does: ask for other intervals");
  }

  /** Without that room the same stages would take turns and longer. */
  @Test
  void fifosOfADesignThatIsFoundHaveRoomForRows() {
    DesignStep step = new DesignStep(Progress.silent());
    DesignStep.Found found = step.of(request(Optional.empty(), 14000));
    assertTrue(
        found.design().layers().stream().anyMatch(layer -> !layer.fifoRows().isEmpty()),
        found.design().toString());
    Path file = folder.resolve("design.json");
    DesignFile.write(file, withoutRows(found.design()), Optional.empty());
    double without = step.of(request(Optional.of(file), 14000)).estimate().cyclesPerImage();
    double with = found.estimate().cyclesPerImage();
    assertTrue(without > 1.005 * with, without + " cycles without room, " + with + " with");
  }

  private static Design withoutRows(Design design) {
    List<DesignLayer> layers =
        design.layers().stream()
            .map(
                layer ->
                    new DesignLayer(
                        layer.name(), layer.kind(), layer.weightBits(), layer.activationBits(),
                        layer.activationScale(), layer.weightThreshold(),
                        layer.activationThreshold(), layer.choice()))
            .toList();
    return new Design(
        design.network(), design.device(), design.clockMegahertz(), design.inputBits(),
        design.inputSigned(), design.inputScale(), layers);
  }

  private static GenerateFlow.Request request(Optional<Path> design, int asked) {
    return new GenerateFlow.Request(
        MODEL, design, Optional.of("Z7020"), DataOptions.unitRange("random:8"),
        new GenerateFlow.Widths(8, 8), Allowance.ALL, Path.of("unused"), Optional.empty(),
        new GenerateFlow.Goal(OptionalDouble.of(asked), 8));
  }

  /** Counts the foldings that were looked for behind the first ones. */
  private static final class Attempts implements Progress {
    private int again;

    @Override
    public void update(String task, long done, long total, String detail) {
      again += task.equals("folding search") && done > 0 ? 1 : 0;
    }

    @Override
    public void close() {}
  }
}
