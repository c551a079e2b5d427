package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.Templates;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.simulate.BenchDesign;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.synthesis.SharedMemory;
import org.sparseloom.synthesis.Yosys;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Weights and FIFOs in UltraRAM where block RAM is short: the same numbers, and a way to load them. */
class UltraMemoryTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);

  @Test
  void aDesignWithTooLittleBlockRamIsBitExact() {
    NetworkSketch sketch =
        new NetworkSketch("ultra", new Shape(8, 5, 6), BYTE, 0.7, 3)
            .convolution(32, SAME, 8, BYTE, 0.6, 0.05, SweepDesigns.dense(1, 8, 4, 8, 4))
            .convolution(32, Window.pointwise(), 8, BYTE, 1, 0, SweepDesigns.sparse(1, 8, 2, 2, 2));
    Pipeline whole = sketch.pipeline();
    Device device =
        new Device("ultra", "xcup", new Resources(100, 1e5, 1e5, 0.5, 100), 0.7, 200);
    Pipeline pipeline = new Pipeline(whole.network(), device, whole.stages(), whole.edges());
    assertFalse(MemoryPlacement.of(pipeline).ultra().isEmpty());
    assertTrue(MemoryPlacement.of(whole).ultra().isEmpty());
    SimulationBench bench = new SimulationBench("ultra");
    BenchDesign design = sketch.generate(bench.folder(), pipeline);
    bench.add(design);
    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertTrue(result.bitExact(), result::faults);
    memoriesAreCountedAsPredicted(bench.folder(), design.manifest(), pipeline);
  }

  /** A gate's feature map waits for its mean, in two UltraRAMs one above the other and two side by side. */
  @Test
  void aDeepFifoInUltraRamIsBitExact() {
    NetworkSketch sketch =
        new NetworkSketch("ultrafifo", new Shape(2, 64, 64), BYTE, 0.7, 3)
            .convolution(10, Window.pointwise(), 8, BYTE, 1, 0, SweepDesigns.dense(1, 2, 10, 2, 10))
            .globalAveragePooling(BYTE, 0, SweepDesigns.pool(10))
            .from(0)
            .multiplication(1, BYTE, 0, new MultiplicationChoice(10));
    Device device = new Device("ultra", "xcup", new Resources(100, 1e5, 1e5, 5, 4), 0.7, 200);
    Pipeline pipeline = sketch.pipeline(device);
    assertEquals(
        List.of("fifo_2"),
        pipeline.fifos().stream().filter(Fifo::ultra).map(Fifo::name).toList());
    SimulationBench bench = new SimulationBench("ultrafifo");
    BenchDesign design = sketch.generate(bench.folder(), pipeline);
    bench.add(design);
    for (SimulationOptions options :
        List.of(SimulationBench.FULL_SPEED, SimulationBench.STALLED_INSIDE)) {
      SimulationResult result = bench.run(options);
      assertTrue(result.bitExact(), result::faults);
    }
    assertEquals(List.of(), bench.lint());
    memoriesAreCountedAsPredicted(bench.folder(), design.manifest(), pipeline);
  }

  private static void memoriesAreCountedAsPredicted(
      Path folder, Manifest manifest, Pipeline pipeline) {
    List<String> sources = VerilogFiles.accelerator(manifest.files());
    Resources counted =
        Yosys.find()
            .synthesise(
                new Yosys.Task(
                    folder, sources, SharedMemory.of(pipeline.stages(), manifest), "xcup",
                    manifest.top(), folder.resolve("synthesis")))
            .total(manifest.top());
    Resources predicted = PipelineEstimator.forFamily("xcup").resources(pipeline);
    assertTrue(predicted.uram() > 0);
    assertEquals(predicted.uram(), counted.uram());
    assertEquals(predicted.bram36(), counted.bram36());
  }

  /** Two memories in a chain, of 2 x 100 and of 3 x 8 bit, get their words in seven steps. */
  @Test
  void memoriesAreLoadedOneAfterTheOther() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(SimulationBench.TARGET.resolve("ultra-load"));
    String memory =
        new Templates("verilog/memory.stg").render("ultraMemory", Map.of("header", "// test"));
    Files.writeString(
        folder.resolve("test.sv"),
        memory
            + """

            module test;
              reg clock = 0;
              reg valid = 0;
              reg [71:0] bits = 0;
              reg [1:0] address = 0;
              wire [99:0] wide;
              wire [7:0] narrow;
              wire wide_loaded, narrow_loaded;
              always #1 clock = !clock;
              ultra_memory #(.WIDTH(100), .DEPTH(2), .ADDRESS_BITS(1)) first (
                .clock(clock), .address(address[0]), .data(wide), .load_valid(valid),
                .load_data(bits), .load_turn(1'b1), .load_restart(1'b0),
                .loaded(wide_loaded));
              ultra_memory #(.WIDTH(8), .DEPTH(3), .ADDRESS_BITS(2)) second (
                .clock(clock), .address(address), .data(narrow), .load_valid(valid),
                .load_data(bits), .load_turn(wide_loaded), .load_restart(1'b0),
                .loaded(narrow_loaded));
              initial begin
                for (int i = 1; i <= 7; i++) begin
                  @(negedge clock);
                  valid = 1;
                  bits = 72'(i);
                  if (i <= 4 && wide_loaded || narrow_loaded) $display("early %0d", i);
                end
                @(negedge clock);
                valid = 0;
                if (!narrow_loaded) $display("late");
                for (int a = 0; a < 3; a++) begin
                  address = 2'(a);
                  @(negedge clock);
                  if (a < 2) $display("wide %0d %0d %0d", a, wide[71:0], wide[99:72]);
                  $display("narrow %0d %0d", a, narrow);
                end
                $finish;
              end
            endmodule
            """);
    run(folder, "verilator", "--binary", "-Wno-fatal", "--top-module", "test", "test.sv");
    String output = run(folder, "obj_dir/Vtest");
    assertEquals(
        List.of("wide 0 1 2", "narrow 0 5", "wide 1 3 4", "narrow 1 6", "narrow 2 7"),
        output.lines().filter(line -> line.matches("(wide|narrow|early|late).*")).toList());
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
