package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Folding;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** The AXI wrapper under a host that waits, stops, resets and errs at random. */
class AxiWrapperTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final int IMAGES = 50;
  private static final double STALLS = 0.4;

  /** Beats of 3 bytes from beats of 8, results of 13 bits with a sign, three to a pixel. */
  @Test
  void aBusThatNoBeatDividesIsBitExact() throws IOException, InterruptedException {
    NetworkSketch sketch =
        new NetworkSketch("axi64", new Shape(3, 7, 9), BYTE, 0.7, IMAGES)
            .convolution(8, SAME, 8, BYTE, 0.6, 0.05, SweepDesigns.dense(1, 3, 8, 27, 8))
            .convolution(
                3, Window.pointwise(), 8, NumberFormat.signed(13), 1, 0,
                SweepDesigns.dense(1, 8, 3, 8, 3));
    AxiBench bench = new AxiBench(sketch, sketch.pipeline(), 64).build();
    holds(bench);
    bench.run("checkers", 0, 5);
    PipelineTrace trace = sketch.trace();
    double expected = trace.latencyCycles() + (IMAGES - 1) * trace.cyclesPerImage();
    String cycles = bench.run("stream", 0, 6).strip().replaceAll("\\D", "");
    assertEquals(1, Long.parseLong(cycles) / expected, 0.1, cycles + ", expected " + expected);
  }

  /** Values of 12 bits in two bytes, a sparse and slow design, the narrowest bus. */
  @Test
  void aNarrowBusOfWideValuesIsBitExact() throws IOException, InterruptedException {
    NetworkSketch sketch =
        new NetworkSketch("axi32", new Shape(5, 5, 6), NumberFormat.signed(12), 0.7, IMAGES)
            .convolution(6, SAME, 8, BYTE, 0.4, 0.05, SweepDesigns.sparse(1, 5, 2, 5, 2))
            .convolution(
                4, SAME, 8, NumberFormat.signed(16), 0.5, 0, SweepDesigns.sparse(2, 1, 2, 3, 1));
    holds(new AxiBench(sketch, sketch.pipeline(), 32).build());
  }

  /** Weights in UltraRAM, which come through the registers; two pixels a beat; the widest bus. */
  @Test
  void weightsAreLoadedThroughRegisters() throws IOException, InterruptedException {
    LayerChoice twoPixels = new ConvolutionChoice("dense", new Folding(1, 4, 4, 4, 4), 2);
    NetworkSketch sketch =
        new NetworkSketch("axi512", new Shape(8, 5, 6), BYTE, 0.7, IMAGES)
            .convolution(16, SAME, 8, BYTE, 0.6, 0.05, twoPixels)
            .convolution(16, Window.pointwise(), 8, BYTE, 1, 0, SweepDesigns.sparse(1, 8, 2, 2, 2));
    Pipeline whole = sketch.pipeline();
    Device device = new Device("ultra", "xcup", new Resources(100, 1e5, 1e5, 0.5, 100), 0.7, 200);
    Pipeline pipeline = new Pipeline(whole.network(), device, whole.stages(), whole.edges());
    assertEquals(2, pipeline.images().pixels());
    assertFalse(MemoryPlacement.of(pipeline).ultra().isEmpty());
    AxiBench bench = new AxiBench(sketch, pipeline, 512).build();
    holds(bench);
    bench.runAlveo();
  }

  private static void holds(AxiBench bench) throws IOException, InterruptedException {
    assertEquals(List.of(), bench.lint());
    assertTrue(bench.run("stream", STALLS, 1).startsWith("cycles"));
    bench.run("reset", STALLS, 2);
    bench.run("stop", STALLS, 3);
    bench.run("frames", STALLS, 4);
    bench.run("driver", STALLS, 7);
    bench.runPython();
  }
}
