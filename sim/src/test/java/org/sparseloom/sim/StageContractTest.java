package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.simulate.SimulationResult;

/**
 * Every stage of every kind, at all parameter points of testbenches/cases, alone in a pipeline: its
 * streams are those of the reference, its cycles those of its model, and stalls change nothing.
 */
class StageContractTest {
  private static final int IMAGES = 5;

  // A cycle of tolerance per image: the last output may leave before the last input has come.

  /** Its interval is left out of the mean, see StreamMonitor: images 2.. are counted. */
  private static final int FIRST_COUNTED_IMAGE = 2;

  @TestFactory
  Stream<DynamicTest> everyKind() {
    return LayerKinds.all().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> everyCaseOf(kind)));
  }

  private static void everyCaseOf(LayerKind kind) {
    List<NetworkSketch> sketches = StageCases.of(kind.name(), IMAGES);
    SimulationBench bench = SimulationBench.of("stage-" + kind.name(), sketches);
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    for (NetworkSketch sketch : sketches) {
      assertEquals(
          modelled(sketch), result.design(sketch.name()).cyclesPerImage(), 1.0, sketch.name());
    }
    SimulationResult stalled = bench.run(SimulationBench.STALLED);
    assertTrue(stalled.bitExact(), stalled::faults);
  }

  /** Returns what the stage's own model says for exactly the images that were measured. */
  private static double modelled(NetworkSketch sketch) {
    return sketch.estimate(FIRST_COUNTED_IMAGE).cyclesPerImage();
  }
}
