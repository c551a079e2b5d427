package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertAll;
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
 * streams are those of the reference, its cycles those of its model, stalls change nothing, and
 * Verilator's lint has nothing to say of its Verilog-2005.
 */
class StageContractTest {
  private static final int IMAGES = 5;

  // A cycle of tolerance per image: the last output may leave before the last input has come.

  /** Its interval is left out of the mean, see StreamMonitor: images 2.. are counted. */
  private static final int FIRST_COUNTED_IMAGE = 2;

  private static final double WORK_TOLERANCE = 0.01;

  @TestFactory
  Stream<DynamicTest> everyKind() {
    return LayerKinds.all().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> everyCaseOf(kind)));
  }

  private static void everyCaseOf(LayerKind kind) {
    List<NetworkSketch> sketches = StageCases.of(kind.name(), IMAGES);
    SimulationBench bench = SimulationBench.of("stage-" + kind.name(), sketches);
    assertEquals(List.of(), bench.lint());
    bench.readAsVerilog2005();
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    assertAll(
        sketches.stream()
            .map(
                sketch ->
                    () ->
                        assertEquals(
                            modelled(sketch),
                            result.design(sketch.name()).cyclesPerImage(),
                            1.0,
                            sketch.name())));
    checkWork(sketches, result);
    SimulationResult stalled = bench.run(SimulationBench.STALLED);
    assertTrue(stalled.bitExact(), stalled::faults);
  }

  /** The cycles that the stage worked, over all images, are those that its model says. */
  private static void checkWork(List<NetworkSketch> sketches, SimulationResult result) {
    assertAll(
        "working cycles predicted and counted",
        sketches.stream()
            .map(
                sketch ->
                    () -> {
                      double predicted = sketch.estimate(0).stages().get(0).cyclesPerImage();
                      double counted =
                          result.design(sketch.name()).stages().get(0).workingCyclesPerImage();
                      double tolerance = Math.max(1.0, WORK_TOLERANCE * predicted);
                      assertEquals(predicted, counted, tolerance, sketch.name());
                    }));
  }

  /** Returns what the stage's own model says for exactly the images that were measured. */
  private static double modelled(NetworkSketch sketch) {
    return sketch.estimate(FIRST_COUNTED_IMAGE).cyclesPerImage();
  }
}
