package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.dense;
import static org.sparseloom.sim.SweepDesigns.sparse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Sampling;
import org.sparseloom.layer.Sampling.Coordinates;
import org.sparseloom.layer.Sampling.Method;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.pipeline.RoutingChoice;
import org.sparseloom.simulate.DesignResult;
import org.sparseloom.simulate.FifoLevel;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Encoders and decoders with skips between them: exact, as fast as predicted, never standing still. */
class UNetTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final Sampling LINEAR = new Sampling(Coordinates.HALF_PIXEL, Method.LINEAR);
  private static final Sampling COPY = new Sampling(Coordinates.ASYMMETRIC, Method.FLOOR);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Window HALF = new Window(3, 3, 2, 2, 1, 1, 1, 1);
  private static final Window QUARTERS = new Window(2, 2, 2, 2, 0, 0, 0, 0);
  private static final Window POINT = Window.pointwise();
  private static final int IMAGES = 8;
  private static final int FIRST_COUNTED_IMAGE = 2;

  @Test
  void skipsAcrossUpSamplingAreBitExactAndAsFastAsPredicted() {
    List<NetworkSketch> sketches = List.of(transposed("transposed"), resized("resized"));
    SimulationBench bench = SimulationBench.of("unet", sketches);
    SimulationResult fast = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(fast.bitExact(), fast::faults);
    for (NetworkSketch sketch : sketches) {
      DesignResult design = fast.design(sketch.name());
      for (FifoLevel fifo : design.fifos()) {
        assertTrue(fifo.highest() >= 1 && fifo.highest() <= fifo.depth() + 1, fifo.toString());
      }
      double predicted = sketch.estimate(FIRST_COUNTED_IMAGE).cyclesPerImage();
      assertEquals(1, design.cyclesPerImage() / predicted, 0.05, sketch.name());
    }
    SimulationResult stalled = bench.run(SimulationBench.STALLED);
    assertTrue(stalled.bitExact(), stalled::faults);
  }

  /** A transposed convolution with a skip by Concat, a bilinear up-sampling with a skip by Add. */
  private static NetworkSketch transposed(String name) {
    return new NetworkSketch(name, new Shape(3, 16, 24), BYTE, 0.7, IMAGES)
        .convolution(6, SAME, 8, BYTE, 0.6, 0.05, dense(1, 3, 6, 9, 2))
        .maxPooling(QUARTERS, new PoolingChoice(2))
        .convolution(8, SAME, 8, BYTE, 0.5, 0.05, sparse(1, 3, 4, 3, 2))
        .convolution(8, HALF, 8, BYTE, 0.5, 0.05, sparse(1, 4, 4, 3, 1))
        // A 3x3 kernel of stride 2, pads 1 and output padding 1: 4x6 to 8x12.
        .convolution(
            16, new Window(2, 2, 1, 1, 1, 1, 1, 1), 8, BYTE, 0.6, 0.05, dense(1, 4, 4, 4, 2))
        .depthToSpace(2, 2, 1, 1, 1, 8, 12, new RoutingChoice(2))
        .concatenation(List.of(2), BYTE, 0.02, new RoutingChoice(4))
        .grouped(8, SAME, 2, 8, BYTE, 0.5, 0.05, sparse(1, 3, 4, 9, 2))
        .resize(2, 2, LINEAR, new RoutingChoice(4))
        .convolution(6, POINT, 8, SIGNED, 1, 0, dense(1, 4, 3, 4, 3))
        .addition(0, BYTE, 0.02, new AdditionChoice(2))
        .slice(0, 2, new RoutingChoice(2))
        .from(10)
        .slice(2, 4, new RoutingChoice(2))
        .concatenation(List.of(11), BYTE, 0, new RoutingChoice(2))
        .convolution(4, SAME, 8, SIGNED, 0.5, 0, dense(1, 2, 4, 9, 2))
        .depthToSpace(2, 2, 1, 0, 0, 32, 48, new RoutingChoice(1));
  }

  /** Two levels of copied rows and columns, the skips joined by Concat of two and of three. */
  private static NetworkSketch resized(String name) {
    return new NetworkSketch(name, new Shape(4, 12, 16), BYTE, 0.7, IMAGES)
        .convolution(4, SAME, 8, BYTE, 0.6, 0.05, dense(1, 4, 4, 9, 4))
        .convolution(6, HALF, 8, BYTE, 0.5, 0.05, sparse(1, 4, 3, 6, 3))
        .convolution(8, HALF, 8, BYTE, 0.5, 0.05, sparse(1, 3, 4, 3, 2))
        .resize(2, 2, COPY, new RoutingChoice(4))
        .concatenation(List.of(1), BYTE, 0, new RoutingChoice(2))
        .convolution(4, SAME, 8, SIGNED, 0.5, 0, sparse(1, 7, 4, 7, 2))
        .resize(2, 2, COPY, new RoutingChoice(2))
        .concatenation(List.of(-1, 0), SIGNED, 0, new RoutingChoice(4))
        .convolution(2, POINT, 8, SIGNED, 1, 0, dense(1, 4, 2, 4, 1));
  }
}
