package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.dense;
import static org.sparseloom.sim.SweepDesigns.sparse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.simulate.Deadlock;
import org.sparseloom.simulate.DesignResult;
import org.sparseloom.simulate.FifoLevel;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Networks with branches: they compute what they should, never stand still, and say so if they do. */
class ResidualTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Window HALF = new Window(3, 3, 2, 2, 1, 1, 1, 1);
  private static final Window HALF_POINT = new Window(1, 1, 2, 2, 0, 0, 0, 0);
  private static final int IMAGES = 20;

  @Test
  void skipsAreBitExactAtFullSpeedAndWithStalls() {
    List<NetworkSketch> sketches = List.of(identity("identity"), projection("projection"));
    SimulationBench bench = SimulationBench.of("residual", sketches);
    for (var options :
        List.of(
            SimulationBench.FULL_SPEED,
            SimulationBench.STALLED,
            SimulationBench.STALLED_INSIDE)) {
      SimulationResult result = bench.run(options);
      assertTrue(result.bitExact(), result.faults());
      for (DesignResult design : result.designs()) {
        for (FifoLevel fifo : design.fifos()) {
          assertTrue(fifo.highest() >= 1 && fifo.highest() <= fifo.depth() + 1, fifo.toString());
        }
      }
    }
    SimulationResult slow = bench.run(SimulationBench.STALLED_INSIDE);
    SimulationResult fast = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(slow.cycles() > 1.2 * fast.cycles(), slow.cycles() + " " + fast.cycles());
    for (NetworkSketch sketch : sketches) {
      PipelineTrace predicted = sketch.trace();
      DesignResult simulated = fast.design(sketch.name());
      String figures = sketch.name() + ": " + predicted + ", " + simulated.cyclesPerImage() + " and "
          + simulated.latencyCycles();
      assertEquals(1, simulated.cyclesPerImage() / predicted.cyclesPerImage(), 0.05, figures);
      assertEquals(1, (double) simulated.latencyCycles() / predicted.latencyCycles(), 0.15, figures);
    }
  }

  @Test
  void aJoinThatHoldsTooLittleIsFoundOut() {
    NetworkSketch sketch = identity("halved");
    Pipeline whole = sketch.pipeline();
    Pipeline halved =
        new Pipeline(
            whole.network(), whole.device(), whole.stages(),
            whole.edges().stream().map(edge -> halved(whole, edge)).toList());
    SimulationBench bench = new SimulationBench("residual-halved");
    bench.add(sketch.generate(bench.folder(), halved));
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    Deadlock deadlock = result.deadlocks().get(0);
    assertEquals("halved_add4", deadlock.stageAtFault(), deadlock.text());
    assertEquals("fifo_3_1", deadlock.fifoAtFault().orElseThrow(), deadlock.text());
    assertTrue(
        deadlock.text().contains("fifo_3_1 in front of it, from halved_conv1, is full"),
        deadlock.text());
    assertTrue(result.cycles() < 100_000, result.cycles() + " cycles");
  }

  private static Edge halved(Pipeline pipeline, Edge edge) {
    Fifo fifo = edge.fifo();
    int depth = pipeline.into(edge.consumer()).size() > 1 ? fifo.depth() / 2 : fifo.depth();
    return new Edge(
        edge.producer(), edge.consumer(), edge.port(),
        new Fifo(fifo.name(), fifo.from(), fifo.to(), Math.max(2, depth)));
  }

  /** Two 3x3 convolutions, and past them what went into them. */
  private static NetworkSketch identity(String name) {
    return new NetworkSketch(name, new Shape(3, 10, 12), BYTE, 0.7, IMAGES)
        .convolution(8, SAME, 8, BYTE, 0.6, 0.05, dense(1, 3, 4, 9, 4))
        .convolution(8, SAME, 8, BYTE, 0.4, 0.05, sparse(2, 2, 4, 6, 2))
        .convolution(8, SAME, 8, SIGNED, 0.4, 0, sparse(1, 4, 4, 6, 4))
        .addition(0, BYTE, 0.02, new AdditionChoice(2))
        .convolution(4, Window.pointwise(), 8, SIGNED, 1, 0, dense(1, 4, 2, 2, 1));
  }

  /** Both branches halve the image; one of them looks three rows ahead, the other none. */
  private static NetworkSketch projection(String name) {
    return new NetworkSketch(name, new Shape(4, 12, 10), BYTE, 0.7, IMAGES)
        .convolution(6, Window.pointwise(), 8, BYTE, 1, 0.05, dense(1, 2, 3, 2, 3))
        .convolution(12, HALF, 8, BYTE, 0.5, 0.05, sparse(1, 2, 4, 6, 2))
        .convolution(12, SAME, 8, SIGNED, 0.5, 0, sparse(2, 2, 6, 6, 6))
        .from(0)
        .convolution(12, HALF_POINT, 8, SIGNED, 1, 0, dense(1, 3, 3, 3, 3))
        .addition(2, BYTE, 0, new AdditionChoice(4))
        .addition(4, BYTE, 0, new AdditionChoice(12));
  }
}
