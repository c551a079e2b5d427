package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.synthesis.Yosys;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** What synthesis is told: memories and multipliers become what the resource model counts them as. */
class SynthesisAttributesTest {
  private static final Path FOLDER = SimulationBench.TARGET.resolve("attributes");
  private static final Pattern MEMORY = Pattern.compile("(?m)^.*\\breg\\b[^;]*\\[0:[^;]*;");

  private static Pipeline pipeline;
  private static List<String> sources;

  /**
   * Products of 4 x 4 bits (too small for a slice), of 9 x 8 in slices, of 9 x 8 in LUTs; a gate whose
   * factors are 16 beats, and whose feature map waits for them.
   */
  @BeforeAll
  static void generate() {
    NumberFormat unsigned = NumberFormat.unsigned(8);
    NetworkSketch sketch =
        new NetworkSketch("attributes", new Shape(4, 6, 6), NumberFormat.signed(4), 1, 1)
            .convolution(
                8, new Window(3, 3, 1, 1, 1, 1, 1, 1), 4, unsigned, 1, 0,
                SweepDesigns.dense(1, 1, 1, 3, 1))
            .convolution(
                64, Window.pointwise(), 8, unsigned, 0.5, 0, SweepDesigns.sparse(1, 8, 2, 2, 1))
            .convolution(
                32, Window.pointwise(), 8, unsigned, 0.3, 0,
                new ConvolutionChoice("list", MultiplierKind.LUT, new Folding(1, 8, 1, 1, 1), 1))
            .globalAveragePooling(unsigned, 0, SweepDesigns.pool(2))
            .from(2)
            .multiplication(3, unsigned, 0, new MultiplicationChoice(2));
    pipeline = sketch.pipeline();
    Manifest manifest = sketch.generate(FOLDER, pipeline).manifest();
    sources = VerilogFiles.accelerator(manifest.files());
  }

  /** Also none that Chisel makes: those cannot be told anything. */
  @Test
  void everyMemoryHasAStyle() throws IOException {
    int memories = 0;
    for (String source : sources) {
      String text = Files.readString(FOLDER.resolve(source));
      Matcher memory = MEMORY.matcher(text);
      while (memory.find()) {
        memories++;
        String before = text.substring(Math.max(0, memory.start() - 80), memory.end());
        assertTrue(before.contains("_style = \""), source + ": " + memory.group());
      }
    }
    assertEquals(6, memories, "declarations in primitives.v, block_rom.v, distributed_rom.v");
  }

  @Test
  void multipliersAreWhatTheyAreCountedAs() throws IOException {
    double slices = PipelineEstimator.forFamily("xc7").resources(pipeline).dsp();
    assertEquals(3, count("a:use_dsp=no"), "of the first layer's engine");
    assertEquals(slices, count("a:use_dsp=yes"), "one slice each");
    String primitives = Files.readString(FOLDER.resolve("rtl/primitives.v"));
    for (String module : List.of("BoothMultiplier", "BoothRow")) {
      assertTrue(primitives.contains("(* use_dsp = \"no\" *)\nmodule " + module + " #("), module);
    }
  }

  @Test
  void memoriesAreWhereTheyAreCounted() throws IOException {
    List<MemoryPort> roms =
        pipeline.stages().stream().flatMap(stage -> stage.memories().stream()).toList();
    long blocks = roms.stream().filter(MemoryPort::block).count();
    assertTrue(blocks > 0 && blocks < roms.size(), "both kinds of ROM");
    long blockFifos = pipeline.fifos().stream().filter(Fifo::block).count();
    assertEquals(1, blockFifos, "that of the gate's feature map");
    assertEquals(blocks + blockFifos, count("m:* a:ram_style=block %i"));
    assertEquals(roms.size() - blocks, count("m:* a:rom_style=logic %i"));
    assertEquals(
        count("m:*") - roms.size() - blockFifos, count("m:* a:ram_style=distributed %i"));
  }

  /** Returns how many objects of the flat design Yosys selects. */
  private static int count(String selection) throws IOException {
    Path work = Files.createDirectories(FOLDER.resolve("open"));
    Path script = work.resolve("attributes.ys");
    Files.writeString(
        script,
        "read_verilog " + String.join(" ", sources) + "\n"
            + "hierarchy -top attributes_top\nproc\nflatten\n"
            + "tee -o open/attributes.txt select -count " + selection + "\n");
    Yosys.find().run(FOLDER, script, work);
    return Integer.parseInt(
        Files.readString(work.resolve("attributes.txt")).replaceAll("(?s)(\\d+) objects.*", "$1"));
  }
}
