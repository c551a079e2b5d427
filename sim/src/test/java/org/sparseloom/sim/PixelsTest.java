package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Folding;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Networks that take several pixels a cycle: bit-exact, as fast as predicted, with all conversions. */
class PixelsTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final NumberFormat LOGITS = NumberFormat.signed(16);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Window HALF = new Window(3, 3, 2, 2, 1, 1, 1, 1);
  private static final Window HALF_POINT = new Window(1, 1, 2, 2, 0, 0, 0, 0);
  private static final Window HALVES = new Window(2, 2, 2, 2, 0, 0, 0, 0);
  private static final int IMAGES = 6;

  /** The interval's mean leaves out the first two images (StreamMonitor::cycles_per_image). */
  private static final int FIRST_COUNTED_IMAGE = 2;

  private static final double TOLERANCE = 0.03;

  @Test
  void imagesComeFasterThanAPixelACycle() {
    NetworkSketch fast = fast("fast");
    List<NetworkSketch> sketches = List.of(fast, residual("residual"), mixed("mixed"));
    SimulationBench bench = SimulationBench.of("pixels", sketches);
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    for (NetworkSketch sketch : sketches) {
      double predicted = sketch.estimate(FIRST_COUNTED_IMAGE).cyclesPerImage();
      double simulated = result.design(sketch.name()).cyclesPerImage();
      assertEquals(predicted, simulated, TOLERANCE * simulated, sketch.name());
    }
    for (NetworkSketch sketch : List.of(fast, sketches.get(1))) {
      double interval = result.design(sketch.name()).cyclesPerImage();
      int pixels = sketch.pipeline().images().shape().pixels();
      assertTrue(interval < 0.4 * pixels, sketch.name() + ": " + interval + " cycles");
    }
    for (var stalls : List.of(SimulationBench.STALLED, SimulationBench.STALLED_INSIDE)) {
      SimulationResult stalled = bench.run(stalls);
      assertTrue(stalled.bitExact(), stalled::faults);
    }
  }

  /** Four pixels in, two behind the first stride, around a skip, one behind the pooling. */
  private static NetworkSketch fast(String name) {
    return new NetworkSketch(name, new Shape(3, 16, 16), BYTE, 0.7, IMAGES)
        .convolution(8, HALF, 8, BYTE, 0.6, 0.05, dense(3, 8, 27, 8, 4))
        .depthwise(SAME, 8, BYTE, 0.02, new DepthwiseChoice(8, 9, 2))
        .convolution(8, Window.pointwise(), 8, SIGNED, 1, 0, dense(8, 8, 8, 8, 2))
        .addition(0, BYTE, 0.02, new AdditionChoice(8, 2))
        .convolution(12, SAME, 8, BYTE, 0.3, 0.02, dense(8, 12, 36, 12, 2))
        .maxPooling(HALVES, new PoolingChoice(12, 2))
        .convolution(16, HALF, 8, BYTE, 1, 0, dense(12, 16, 36, 16, 1))
        .globalAveragePooling(BYTE, 0, new PoolingChoice(4, 2))
        .fullyConnected(10, 8, LOGITS, 1, dense(16, 10, 16, 1, 1));
  }

  /**
   * Four pixels around a skip and into the pooling, two in the branches that halve its image again,
   * one behind them; a dense and a sparse layer in both parts.
   */
  private static NetworkSketch residual(String name) {
    return new NetworkSketch(name, new Shape(3, 16, 32), BYTE, 0.7, IMAGES)
        .convolution(8, SAME, 8, BYTE, 0.6, 0.05, dense(3, 8, 27, 8, 4))
        .depthwise(SAME, 8, BYTE, 0.02, new DepthwiseChoice(8, 9, 4))
        .convolution(8, Window.pointwise(), 8, SIGNED, 0.5, 0, sparse(8, 8, 4, 8, 4))
        .addition(0, BYTE, 0.02, new AdditionChoice(8, 4))
        .maxPooling(HALF, new PoolingChoice(8, 4))
        .convolution(12, HALF, 8, SIGNED, 0.4, 0, sparse(8, 12, 12, 12, 2))
        .from(4)
        .convolution(12, HALF_POINT, 8, SIGNED, 1, 0, dense(8, 12, 8, 12, 2))
        .addition(5, BYTE, 0.02, new AdditionChoice(12, 1))
        .globalAveragePooling(BYTE, 0, new PoolingChoice(4, 2))
        .fullyConnected(10, 8, LOGITS, 1, dense(12, 10, 12, 1, 1));
  }

  /** Lanes and pixels that differ at every connection, and pixels side by side that are flattened. */
  private static NetworkSketch mixed(String name) {
    return new NetworkSketch(name, new Shape(4, 6, 8), SIGNED, 0.7, IMAGES)
        .convolution(6, SAME, 8, SIGNED, 0.4, 0.05, sparse(2, 3, 3, 3, 2))
        .averagePooling(HALVES, SIGNED, 0, new PoolingChoice(2, 4))
        .convolution(8, SAME, 8, BYTE, 0.6, 0, dense(3, 8, 9, 4, 1))
        .maxPooling(SAME, new PoolingChoice(2, 4))
        .convolution(6, Window.pointwise(), 8, BYTE, 1, 0, dense(4, 3, 4, 3, 2))
        .fullyConnected(5, 8, LOGITS, 0.5, sparse(24, 5, 4, 1, 1));
  }

  private static LayerChoice dense(
      int channels, int columns, int multipliers, int lanes, int pixels) {
    return choice("dense", channels, columns, multipliers, lanes, pixels);
  }

  private static LayerChoice sparse(
      int channels, int columns, int multipliers, int lanes, int pixels) {
    return choice("sparse", channels, columns, multipliers, lanes, pixels);
  }

  private static LayerChoice choice(
      String engine, int channels, int columns, int multipliers, int lanes, int pixels) {
    return new ConvolutionChoice(
        engine, new Folding(1, channels, columns, multipliers, lanes), pixels);
  }
}
