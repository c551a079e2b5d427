package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.RandomWork;

class SparseCyclesTest {
  private static final Convolution LAYER =
      new Convolution("c", new Shape(6, 7, 7), 12, new Window(3, 3, 1, 1, 1, 1, 1, 1), true);

  @Test
  void everyFoldingHasTheCyclesOfTheDefinition() {
    Work work = new RandomWork(LAYER, 20, 0.3, 1);
    for (Folding folding : foldings()) {
      ConvolutionGrid grid = grid(folding);
      assertEquals(
          grid.atLeastStreams(perPixel(grid, work) * 49),
          SparseCycles.perImage(grid, work),
          1e-9,
          folding.toString());
    }
  }

  @Test
  void aVisitOfAllColumnsFindsWhatEachGridFindsAlone() {
    Work work = new RandomWork(LAYER, 5, 0.5, 2);
    SparseSweep sweep = new SparseSweep(LAYER, work);
    List<Integer> visited = new ArrayList<>();
    sweep.visit(
        2,
        3,
        (columns, slowest) -> {
          visited.add(columns);
          long[] total = new long[1];
          sweep.pixels(slowest, 2, 3, 1, cycles -> total[0] += cycles);
          ConvolutionGrid grid = grid(new Folding(3, 2, columns, 3, columns));
          assertEquals(perPixel(grid, work), total[0] / 5.0, 1e-9);
        });
    assertEquals(List.of(12, 6, 4, 3, 2, 1), visited);
  }

  private static List<Folding> foldings() {
    List<Folding> foldings = new ArrayList<>();
    for (int rows : ConvolutionGrid.divisors(6)) {
      for (int channels : ConvolutionGrid.divisors(6 / rows)) {
        for (int columns : ConvolutionGrid.divisors(12)) {
          for (int multipliers : ConvolutionGrid.divisors(9 * channels)) {
            foldings.add(new Folding(rows, channels, columns, multipliers, columns));
            foldings.add(new Folding(rows, channels, columns, multipliers, 1));
          }
        }
      }
    }
    return foldings;
  }

  private static ConvolutionGrid grid(Folding folding) {
    int lanes = folding.parallelInputs() * folding.channelsPerEngine();
    NumberFormat format = NumberFormat.unsigned(8);
    return new ConvolutionGrid(
        LAYER,
        new StreamFormat(LAYER.inputShape(), lanes, format),
        new StreamFormat(LAYER.outputShape(), folding.outputLanes(), format),
        8,
        24,
        16,
        folding);
  }

  /** docs/hardware.md, "Engines", word for word. */
  private static double perPixel(ConvolutionGrid grid, Work work) {
    long total = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      long cycles = 0;
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        long slowest = grid.lineBuffer().gatherCycles();
        for (int row = 0; row < grid.folding().parallelInputs(); row++) {
          for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
            slowest = Math.max(slowest, engine(grid, work, pixel, beat, row, column));
          }
        }
        cycles += slowest;
      }
      total += Math.max(cycles, grid.drainCycles());
    }
    return (double) total / work.pixels();
  }

  private static long engine(
      ConvolutionGrid grid, Work work, int pixel, int beat, int row, int column) {
    int multipliers = grid.folding().multipliersPerEngine();
    long cycles = 0;
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      int pairs = 0;
      for (int i = 0; i < grid.folding().channelsPerEngine(); i++) {
        pairs += work.pairs(pixel, grid.filter(step, column), grid.channel(beat, row, i));
      }
      cycles += Math.max(1, (pairs + multipliers - 1) / multipliers);
    }
    return cycles;
  }
}
