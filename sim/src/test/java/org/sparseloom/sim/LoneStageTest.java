package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.dense;
import static org.sparseloom.sim.SweepDesigns.pool;
import static org.sparseloom.sim.SweepDesigns.sparse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.NonlinearityChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.RoutingChoice;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.LoneStageResult;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.StageSimulator;
import org.sparseloom.simulate.Toolchain;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Stages of several inputs, and with memories that are loaded, alone on the streams that they have in
 * the whole: bit-exact, as fast as their models say.
 */
class LoneStageTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final int IMAGES = 3;

  /** A map and its factors, one stream twice, and two streams of other lanes. */
  @Test
  void severalInputsComeEachAtItsOwnTime() {
    NetworkSketch sketch =
        new NetworkSketch("lone", new Shape(4, 8, 9), BYTE, 0.8, IMAGES)
            .convolution(8, SAME, 8, BYTE, 0.6, 0.05, sparse(1, 4, 2, 9, 2))
            .globalAveragePooling(BYTE, 0, pool(4))
            .fullyConnected(8, 8, SIGNED, 1, dense(1, 1, 4, 1, 2))
            .nonlinearity(NonlinearFunction.HARD_SIGMOID, 8, 5, 0, new NonlinearityChoice(1))
            .from(0)
            .multiplication(3, BYTE, 0, new MultiplicationChoice(4))
            .addition(4, BYTE, 0, new AdditionChoice(8))
            .concatenation(List.of(0), BYTE, 0, new RoutingChoice(4));
    Pipeline pipeline = sketch.pipeline();
    LoneStageResults results =
        simulate(sketch, pipeline, List.of(4, 5, 6), SimulationBench.FULL_SPEED);
    assertEquals(
        List.of("multiply", "add", "route"),
        results.stages().stream().map(LoneStageResult::engine).toList());
    for (LoneStageResult stage : results.stages()) {
      assertEquals(
          stage.predictedCyclesPerImage(), stage.cyclesPerImage().orElseThrow(), 1, stage.stage());
    }
    simulate(sketch, pipeline, List.of(4, 6), SimulationBench.STALLED);
  }

  @Test
  void memoriesInUltraRamAreThoseOfTheWhole() {
    NetworkSketch sketch =
        new NetworkSketch("loneUltra", new Shape(8, 5, 6), BYTE, 0.7, IMAGES)
            .convolution(32, SAME, 8, BYTE, 0.6, 0.05, dense(1, 8, 4, 8, 4))
            .convolution(32, Window.pointwise(), 8, BYTE, 1, 0, sparse(1, 8, 2, 2, 2));
    Pipeline whole = sketch.pipeline();
    Device device =
        new Device("ultra", "xcup", new Resources(100, 1e5, 1e5, 0.5, 100), 0.7, 200);
    Pipeline pipeline = new Pipeline(whole.network(), device, whole.stages(), whole.edges());
    assertTrue(
        MemoryPlacement.of(pipeline).ultra().stream().anyMatch(place -> place.stage() == 1));
    LoneStageResult stage =
        simulate(sketch, pipeline, List.of(1), SimulationBench.FULL_SPEED).stages().get(0);
    double predicted = sketch.estimate(0).stages().get(1).cyclesPerImage();
    assertEquals(predicted, stage.cyclesPerImage().orElseThrow(), 1);
  }

  private static LoneStageResults simulate(
      NetworkSketch sketch, Pipeline pipeline, List<Integer> stages, SimulationOptions options) {
    SimulationBench bench = new SimulationBench(sketch.name());
    PipelineEstimate estimate = sketch.estimate(0);
    LoneStageResults results =
        new StageSimulator(Toolchain.find(), Progress.silent(), finished -> {})
            .simulate(
                bench.folder(), sketch.generate(bench.folder(), pipeline),
                stages.stream().map(stage -> chosen(stage, pipeline, estimate)).toList(),
                options);
    for (LoneStageResult stage : results.stages()) {
      assertTrue(stage.bitExact(), stage::faults);
    }
    return results;
  }

  /** A stage cannot be faster than the connections in front of it. */
  private static StageSimulator.Chosen chosen(
      int stage, Pipeline pipeline, PipelineEstimate estimate) {
    double cycles = estimate.stages().get(stage).cyclesPerImage();
    for (Edge edge : pipeline.into(stage)) {
      cycles = Math.max(cycles, edge.fifo().cyclesPerImage());
    }
    return new StageSimulator.Chosen(stage, cycles);
  }
}
