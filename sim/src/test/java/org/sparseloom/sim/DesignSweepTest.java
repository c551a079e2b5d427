package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.StageEstimate;
import org.sparseloom.simulate.DesignResult;
import org.sparseloom.simulate.SimulationResult;

/**
 * Whole networks on many foldings, engines, thresholds and widths: bit-exact on every stream, with
 * and without stalls, and as fast as predicted.
 */
class DesignSweepTest {
  /** The interval's mean leaves out the first two images (StreamMonitor::cycles_per_image). */
  private static final int FIRST_COUNTED_IMAGE = 2;

  private static final double TOLERANCE = 0.05;
  private static final double WORK_TOLERANCE = 0.01;

  /** From a cycle now and then to an end that is hardly ever ready. */
  private static final double[] STALLS = {0.05, 0.3, 0.6, 0.9};

  @Test
  void networksOfEveryLayerKindAreExactAndAsFastAsPredicted() {
    check("sweep-standard", SweepDesigns.standard());
  }

  @Test
  void oddShapesSignedValuesAndFlattenedPixelsToo() {
    check("sweep-odd", SweepDesigns.odd());
  }

  private static void check(String name, List<NetworkSketch> sketches) {
    SimulationBench bench = SimulationBench.of(name, sketches);
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    SpeedTable table = new SpeedTable();
    for (NetworkSketch sketch : sketches) {
      table.add(sketch, sketch.estimate(FIRST_COUNTED_IMAGE), result.design(sketch.name()));
      table.addStages(sketch.estimate(0), result.design(sketch.name()));
    }
    table.write(SimulationBench.TARGET.resolve(name + ".txt"));
    for (NetworkSketch sketch : sketches) {
      PipelineEstimate predicted = sketch.estimate(FIRST_COUNTED_IMAGE);
      DesignResult simulated = result.design(sketch.name());
      assertEquals(
          predicted.cyclesPerImage(),
          simulated.cyclesPerImage(),
          TOLERANCE * simulated.cyclesPerImage(),
          () -> sketch.name() + ", cycles per image predicted and simulated\n" + table);
      checkWork(sketch, simulated, table);
    }
    for (int seed = 1; seed <= STALLS.length; seed++) {
      SimulationResult stalled =
          bench.run(SimulationBench.FULL_SPEED.withStalls(STALLS[seed - 1], seed));
      assertTrue(stalled.bitExact(), stalled::faults);
    }
  }

  /**
   * The counted work of every stage over all images is what its model says for it, within a hundredth
   * or, where neighbours keep a stage waiting most of the time, a hundredth of the interval.
   */
  private static void checkWork(NetworkSketch sketch, DesignResult simulated, SpeedTable table) {
    for (StageEstimate stage : sketch.estimate(0).stages()) {
      String name = stage.stage().layer().name();
      assertEquals(
          stage.cyclesPerImage(),
          simulated.stage(name).workingCyclesPerImage(),
          WORK_TOLERANCE * Math.max(stage.cyclesPerImage(), simulated.cyclesPerImage()),
          () -> name + ", working cycles predicted and counted\n" + table);
    }
  }
}
