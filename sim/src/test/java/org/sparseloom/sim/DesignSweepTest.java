package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.pipeline.PipelineEstimate;
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
    for (NetworkSketch sketch : sketches) {
      PipelineEstimate predicted = sketch.estimate(FIRST_COUNTED_IMAGE);
      DesignResult simulated = result.design(sketch.name());
      assertEquals(
          predicted.cyclesPerImage(),
          simulated.cyclesPerImage(),
          TOLERANCE * simulated.cyclesPerImage(),
          () -> sketch.name() + ", cycles per image predicted and simulated");
    }
    for (int seed = 1; seed <= 2; seed++) {
      SimulationResult stalled = bench.run(SimulationBench.FULL_SPEED.withStalls(0.3 * seed, seed));
      assertTrue(stalled.bitExact(), stalled::faults);
    }
  }
}
