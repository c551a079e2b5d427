package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.dense;
import static org.sparseloom.sim.SweepDesigns.pool;
import static org.sparseloom.sim.SweepDesigns.sparse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.NonlinearityChoice;
import org.sparseloom.simulate.DesignResult;
import org.sparseloom.simulate.FifoLevel;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Blocks with squeeze-and-excitation: a feature map waits for the mean of all its pixels, and while
 * it waits the next image comes in.
 */
class SqueezeExciteTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final int IMAGES = 12;

  @Test
  void gatesAreBitExactAndTheirImagesOverlap() {
    List<NetworkSketch> sketches =
        List.of(block("narrow", 8, 2, 1), block("wide", 12, 4, 3), block16("fine"));
    SimulationBench bench = SimulationBench.of("squeeze-excite", sketches);
    SimulationResult stalled = bench.run(SimulationBench.STALLED);
    assertTrue(stalled.bitExact(), stalled.faults());
    SimulationResult fast = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(fast.bitExact(), fast.faults());
    for (NetworkSketch sketch : sketches) {
      DesignResult design = fast.design(sketch.name());
      double predicted = sketch.estimate(2).cyclesPerImage();
      assertEquals(1, design.cyclesPerImage() / predicted, 0.05, sketch.name());
      for (FifoLevel fifo : design.fifos()) {
        assertTrue(fifo.highest() <= fifo.depth() + 1, fifo.toString());
      }
    }
  }

  /** The feature map in front of the product is held whole, and not much more of it. */
  @Test
  void theMapThatWaitsIsHeldOnce() {
    NetworkSketch sketch = block("held", 8, 2, 1);
    Fifo map = sketch.pipeline().into(7).get(0).fifo();
    long image = map.to().beatsPerImage();
    assertTrue(map.depth() > image, map + " holds " + image);
    assertTrue(map.depth() < 2 * image, map + " holds " + image);
    Fifo factors = sketch.pipeline().into(7).get(1).fifo();
    assertTrue(factors.depth() <= 32, factors.toString());
  }

  /** A block of MobileNetV3: expand, depthwise, gate, project, and the sum with what came in. */
  private static NetworkSketch block(String name, int channels, int lanes, int multipliers) {
    return new NetworkSketch(name, new Shape(4, 10, 9), BYTE, 0.8, IMAGES)
        .convolution(channels, Window.pointwise(), 8, SIGNED, 1, 0, dense(1, 4, lanes, 2, lanes))
        .nonlinearity(NonlinearFunction.HARD_SWISH, 8, 6, 0, new NonlinearityChoice(lanes))
        .depthwise(SAME, 8, BYTE, 0.02, new DepthwiseChoice(lanes, 3))
        .globalAveragePooling(BYTE, 0, pool(lanes))
        .fullyConnected(4, 8, BYTE, 1, dense(1, 1, 2, 1, 1))
        .fullyConnected(channels, 8, SIGNED, 1, dense(1, 1, 4, 1, 2))
        .nonlinearity(NonlinearFunction.HARD_SIGMOID, 8, 5, 0, new NonlinearityChoice(1))
        .from(2)
        .multiplication(6, BYTE, 0, new MultiplicationChoice(lanes))
        .convolution(
            channels, SAME, 8, SIGNED, 0.5, 0, sparse(1, lanes, lanes, 3 * multipliers, lanes))
        .addition(1, SIGNED, 0, new AdditionChoice(lanes))
        .convolution(4, Window.pointwise(), 8, SIGNED, 1, 0, dense(1, 2, 2, 2, 2));
  }

  /** As above in 16 bits, all functions by arithmetic. */
  private static NetworkSketch block16(String name) {
    NumberFormat wide = NumberFormat.signed(16);
    NumberFormat gate = NumberFormat.unsigned(16);
    return new NetworkSketch(name, new Shape(4, 6, 8), gate, 0.9, IMAGES)
        .convolution(6, SAME, 16, wide, 1, 0, dense(1, 2, 2, 9, 2))
        .nonlinearity(NonlinearFunction.HARD_SWISH, 16, 6, 0, new NonlinearityChoice(3))
        .globalAveragePooling(wide, 0, pool(2))
        .fullyConnected(6, 16, wide, 1, dense(1, 2, 2, 1, 1))
        .nonlinearity(NonlinearFunction.SIGMOID, 16, 5, 0, new NonlinearityChoice(2))
        .from(1)
        .multiplication(4, wide, 0, new MultiplicationChoice(2))
        .convolution(4, Window.pointwise(), 16, wide, 1, 0, dense(1, 2, 2, 2, 2));
  }
}
