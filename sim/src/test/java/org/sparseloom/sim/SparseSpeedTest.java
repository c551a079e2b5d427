package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.pool;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.simulate.SimulationResult;

/** What sparse engines are for: the same network at the same folding, with the same multipliers. */
class SparseSpeedTest {
  private static final double DENSITY = 0.5;

  @Test
  void sparseEnginesAreFasterThanDenseOnesAtEqualFolding() {
    NetworkSketch sparse = SweepDesigns.standard("fast", 8, DENSITY, 0.1, choices(true));
    NetworkSketch dense = SweepDesigns.standard("slow", 8, DENSITY, 0.1, choices(false));
    SimulationBench bench = SimulationBench.of("sparse-speed", List.of(sparse, dense));
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    double factor =
        result.design("slow").cyclesPerImage() / result.design("fast").cyclesPerImage();
    assertTrue(factor >= 1.8, "sparse is only " + factor + " times as fast as dense");
  }

  /** The same foldings for both; pooling is fast enough for either. */
  private static LayerChoice[] choices(boolean sparse) {
    int[][] foldings = {{1, 2, 4, 2, 2}, {1, 4, 4, 4, 2}, {}, {1, 4, 4, 2, 2}, {}, {1, 4, 2, 2, 1}};
    return IntStream.range(0, foldings.length)
        .mapToObj(
            layer -> {
              int[] f = foldings[layer];
              if (f.length == 0) {
                return pool(2);
              }
              return sparse
                  ? SweepDesigns.sparse(f[0], f[1], f[2], f[3], f[4])
                  : SweepDesigns.dense(f[0], f[1], f[2], f[3], f[4]);
            })
        .toArray(LayerChoice[]::new);
  }
}
