package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.DepthwiseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.BenchDesign;
import org.sparseloom.simulate.CSimulationResult;
import org.sparseloom.simulate.CSimulator;
import org.sparseloom.simulate.Mismatch;
import org.sparseloom.simulate.Toolchain;

/**
 * Every stage of every kind in C++, at all parameter points of testbenches/cases: its values are those
 * of the reference, and its engines pass through their loop as often as the model has cycles.
 */
class HlsContractTest {
  private static final int IMAGES = 3;

  /** A compiler and a program of one thread each: side by side. */
  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> everyKind() {
    return LayerKinds.all().stream()
        .flatMap(kind -> cases(kind).stream())
        .map(sketch -> DynamicTest.dynamicTest(sketch.name(), () -> equalsTheReference(sketch)));
  }

  /** Beats of several pixels are for Verilog alone. */
  private static List<NetworkSketch> cases(LayerKind kind) {
    return StageCases.of(kind.name(), IMAGES).stream()
        .filter(sketch -> onePixel(sketch.pipeline().stages().get(0)))
        .toList();
  }

  private static boolean onePixel(Stage stage) {
    return stage.output().pixels() == 1
        && stage.inputs().stream().allMatch(input -> input.pixels() == 1);
  }

  @Test
  void beatsOfSeveralPixelsAreRefused() {
    NetworkSketch several =
        StageCases.of("addition", 1).stream()
            .filter(sketch -> !onePixel(sketch.pipeline().stages().get(0)))
            .findFirst()
            .orElseThrow();
    UserProblem problem =
        assertThrows(UserProblem.class, () -> several.generateC(folder("several-pixels")));
    assertTrue(problem.text().contains("of a beat must be 1 for the HLS backend"), problem.text());
  }

  private static void equalsTheReference(NetworkSketch sketch) {
    Path folder = folder(sketch.name());
    CSimulationResult result = simulate(folder, sketch.generateC(folder));
    assertTrue(result.bitExact(), result::faults);
    assertEquals(
        engineCycles(sketch, IMAGES), result.engineCycles().get(0), "cycles of the engines");
  }

  /** Returns the cycles of all engines as docs/hardware.md defines them; 0 for stages without. */
  private static long engineCycles(NetworkSketch sketch, int images) {
    Stage stage = sketch.pipeline().stages().get(0);
    if (stage instanceof ConvolutionSparseStage sparse) {
      return sparseCycles(sparse.grid(), sketch.work(0, images).get(stage.layer().name()));
    }
    if (stage instanceof ConvolutionSkipStage skip) {
      return skipCycles(skip.grid(), sketch.work(0, images).get(stage.layer().name()));
    }
    if (stage instanceof ConvolutionColumnStage column) {
      return columnCycles(column.grid(), sketch.work(0, images).get(stage.layer().name()));
    }
    if (stage instanceof ConvolutionListStage list) {
      return (long) images * list.layer().outputShape().pixels() * list.words();
    }
    if (stage instanceof ConvolutionDenseStage dense) {
      ConvolutionGrid grid = dense.grid();
      return (long) images * grid.layer().outputShape().pixels() * grid.beatsPerPixel()
          * grid.filtersPerEngine() * grid.denseCycles();
    }
    if (stage instanceof DepthwiseStage depthwise) {
      long beats =
          (long) depthwise.output().shape().pixels() * depthwise.input().beatsPerPixel();
      return images * beats * depthwise.cyclesPerBeat();
    }
    return 0;
  }

  /**
   * Cycle by cycle an engine takes an entry of its queue's first value, and a row gets its next value if it
   * has room for it; all engines have ended a sum before the next one begins.
   */
  private static long columnCycles(ConvolutionGrid grid, Work work) {
    int together = grid.filtersPerMultiplier();
    int engines = grid.folding().parallelOutputs() / together;
    long cycles = 0;
    for (int sum = 0; sum < work.pixels() * grid.layer().groups(); sum++) {
      List<Deque<Integer>> queues = new ArrayList<>();
      for (int engine = 0; engine < grid.folding().parallelInputs() * engines; engine++) {
        queues.add(new ArrayDeque<>());
      }
      int beat = -1;
      List<Deque<Integer>> pending = List.of();
      boolean fed = true;
      boolean busy = true;
      int[] left = new int[queues.size()];
      for (; busy; cycles++) {
        if (fed && beat < grid.beatsPerSum() - 1) {
          beat++;
          pending = visited(grid, work, sum, beat);
        }
        busy = false;
        for (int engine = 0; engine < left.length; engine++) {
          Deque<Integer> queue = queues.get(engine);
          left[engine] = left[engine] == 0 && !queue.isEmpty() ? queue.remove() : left[engine];
          left[engine] = Math.max(0, left[engine] - 1);
          busy |= left[engine] > 0 || !queue.isEmpty();
        }
        fed = true;
        for (int row = 0; row < pending.size(); row++) {
          List<Deque<Integer>> ofRow = queues.subList(row * engines, (row + 1) * engines);
          boolean room =
              ofRow.stream().allMatch(queue -> queue.size() < ConvolutionColumnStage.QUEUE);
          if (room && !pending.get(row).isEmpty()) {
            int m = pending.get(row).remove();
            for (int engine = 0; engine < engines; engine++) {
              int entries = columnEntries(grid, work, sum, beat, row, engine, m);
              if (entries > 0) {
                ofRow.get(engine).add(entries);
              }
            }
            busy = true;
          }
          fed &= pending.get(row).isEmpty();
        }
        busy |= !fed || beat < grid.beatsPerSum() - 1;
      }
    }
    return cycles;
  }

  /** Returns by row the pairs of a beat whose activation is not zero, or which begins the sums. */
  private static List<Deque<Integer>> visited(
      ConvolutionGrid grid, Work work, int sum, int beat) {
    int groups = grid.layer().groups();
    int ofLayer = sum % groups * grid.beatsPerSum() + beat;
    List<Deque<Integer>> visited = new ArrayList<>();
    for (int row = 0; row < grid.folding().parallelInputs(); row++) {
      Deque<Integer> pairs = new ArrayDeque<>();
      for (int m = 0; m < grid.pairsPerBeat(); m++) {
        int channel = grid.channel(ofLayer, row, m);
        if (work.activation(sum / groups, channel, grid.tapIndex(m)) || (beat == 0 && m == 0)) {
          pairs.add(m);
        }
      }
      visited.add(pairs);
    }
    return visited;
  }

  private static int columnEntries(
      ConvolutionGrid grid, Work work, int sum, int beat, int row, int engine, int m) {
    int ofLayer = sum % grid.layer().groups() * grid.beatsPerSum() + beat;
    int channel = grid.channel(ofLayer, row, m) % grid.layer().channelsPerGroup();
    int together = grid.filtersPerMultiplier();
    int entries = 0;
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      boolean some = beat == 0 && m == 0;
      for (int i = 0; i < together; i++) {
        int filter = grid.filter(ofLayer, step, engine * together + i);
        some |= work.weight(filter, channel, grid.tapIndex(m));
      }
      entries += some ? 1 : 0;
    }
    return entries;
  }

  /** The slowest row of every beat: its filters for each activation that is not zero, or a cycle. */
  private static long skipCycles(ConvolutionGrid grid, Work work) {
    long cycles = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        int longest = beat % grid.beatsPerSum() == 0 ? grid.filtersPerEngine() : 1;
        for (int row = 0; row < grid.folding().parallelInputs(); row++) {
          int first = grid.channel(beat, row, 0) % grid.layer().channelsPerGroup();
          int activations =
              work.activations(
                  pixel, beat / grid.beatsPerSum(), first, grid.folding().channelsPerEngine());
          longest = Math.max(longest, activations * grid.filtersPerEngine());
        }
        cycles += longest;
      }
    }
    return cycles;
  }

  /** The slowest engine of every beat: sum over its filters of max(1, ceil(pairs / multipliers)). */
  private static long sparseCycles(ConvolutionGrid grid, Work work) {
    Folding folding = grid.folding();
    long cycles = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        int slowest = 0;
        for (int engine = 0; engine < folding.engines(); engine++) {
          int row = engine / folding.parallelOutputs();
          int first = grid.channel(beat, row, 0) % grid.layer().channelsPerGroup();
          int steps = 0;
          for (int step = 0; step < grid.filtersPerEngine(); step++) {
            int filter = grid.filter(beat, step, engine % folding.parallelOutputs());
            int pairs = work.pairs(pixel, filter, first, folding.channelsPerEngine());
            steps += Math.max(1, (pairs + folding.multipliersPerEngine() - 1) / folding.multipliersPerEngine());
          }
          slowest = Math.max(slowest, steps);
        }
        cycles += slowest;
      }
    }
    return cycles;
  }

  @Test
  void aWrongWeightIsNamedByStageImagePixelAndChannel() throws IOException {
    NetworkSketch sketch = StageCases.of("convolution", IMAGES).get(1);
    Path folder = folder("wrong-weight");
    BenchDesign design = sketch.generateC(folder);
    try (Stream<Path> files = Files.list(folder.resolve("hls/weights"))) {
      Path weights = files.findFirst().orElseThrow();
      // The least bias of all becomes the largest: of the first channel, in all pixels.
      Files.writeString(
          weights, Files.readString(weights).replaceFirst("(kBias.*= \\{\\s*\\{)[-0-9]+", "$199999"));
    }
    CSimulationResult result = simulate(folder, design);
    assertTrue(!result.bitExact() && result.mismatchCount() > 0, result.toString());
    Mismatch first = result.mismatches().get(0);
    assertEquals(List.of(0L, 0, 0, 0), List.of(first.image(), first.y(), first.x(), first.channel()));
    assertTrue(
        result.faults().contains(
            "stage " + design.pipeline().stages().get(0).layer().name()
                + " (output): image 0, pixel (y 0, x 0), channel 0: expected " + first.expected()
                + ", got " + first.got()),
        result.faults());
  }

  private static Path folder(String name) {
    return SimulationBench.TARGET.resolve("designs").resolve("hls-" + name);
  }

  private static CSimulationResult simulate(Path folder, BenchDesign design) {
    return new CSimulator(Toolchain.findCompiler(), Progress.silent()).simulate(folder, design);
  }
}
