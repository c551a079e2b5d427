package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.ByteGrids;
import org.sparseloom.testing.RandomWork;

class SparseSweepTest {
  /** So large a mean density makes all densities 1. */
  private static final double NO_ZEROS = 1e9;

  private static final Convolution LAYER =
      new Convolution("c", new Shape(6, 7, 7), 12, new Window(3, 3, 1, 1, 1, 1, 1, 1), Activation.RELU);

  @Test
  void everyFoldingHasTheCyclesOfTheDefinition() {
    Work work = new RandomWork(LAYER, 20, 0.3, 1);
    for (Folding folding : foldings()) {
      ConvolutionGrid grid = grid(folding);
      assertCyclesOfTheDefinition(grid, work);
    }
  }

  private static void assertCyclesOfTheDefinition(ConvolutionGrid grid, Work work) {
    assertEquals(
        grid.atLeastStreams(perPixel(grid, work) * 49),
        new SparseSweep(grid.layer(), work).perImage(grid),
        1e-9,
        grid.folding().toString());
  }

  /** Every group is a small layer of its own; a pixel takes the sum of what they take. */
  @Test
  void groupsTakeTheirTurns() {
    Convolution grouped =
        new Convolution("g", new Shape(6, 7, 7), 12, LAYER.window(), 3, Activation.RELU);
    Work work = new RandomWork(grouped, 20, 0.3, 1);
    for (Folding folding :
        List.of(
            new Folding(1, 1, 1, 1, 1), new Folding(1, 2, 2, 3, 1), new Folding(2, 1, 4, 9, 4),
            new Folding(1, 2, 4, 6, 1))) {
      ConvolutionGrid grid = ByteGrids.of(grouped, folding, 1);
      assertCyclesOfTheDefinition(grid, work);
    }
  }

  @Test
  void theRowsOfAnImageAddUpToIt() {
    Work work = new RandomWork(LAYER, 49, 0.4, 3);
    ConvolutionGrid grid = grid(new Folding(1, 6, 2, 3, 2));
    double[] rows = new SparseSweep(LAYER, work).perRow(grid);
    assertEquals(7, rows.length);
    assertEquals(
        new SparseSweep(grid.layer(), work).perImage(grid), Arrays.stream(rows).sum(), 1e-9);
  }

  @Test
  void pixelsSideBySideWaitForTheSlowestOfThemAtEveryBeat() {
    Convolution layer =
        new Convolution(
            "wide", new Shape(2, 4, 4), 1, new Window(4, 1, 1, 1, 0, 0, 0, 0), Activation.NONE);
    // Pairs by pixel and channel, a channel a beat; the engine takes a pair a cycle.
    int[][] pairs = {{1, 3}, {2, 1}, {4, 4}, {1, 1}};
    Work work =
        new Work() {
          @Override
          public int pixels() {
            return 4;
          }

          @Override
          public int pairs(int pixel, int filter, int first, int channels) {
            return Arrays.stream(pairs[pixel], first, first + channels).sum();
          }

          @Override
          public int activations(int pixel, int group, int first, int channels) {
            return pairs(pixel, 0, first, channels);
          }

          @Override
          public int weights(int filter, int first, int channels) {
            return channels;
          }

          @Override
          public boolean activation(int pixel, int channel, int tap) {
            return tap < pairs[pixel][channel];
          }

          @Override
          public boolean weight(int filter, int channel, int tap) {
            return true;
          }

          @Override
          public double pixelsPerImage() {
            return 4;
          }

          @Override
          public double pairDensity() {
            return 0.5;
          }

          @Override
          public long pairs(int pixel) {
            return pairs[pixel][0] + pairs[pixel][1];
          }
        };
    SparseSweep sweep = new SparseSweep(layer, work);
    assertEquals(4 + 3 + 8 + 2, 4 * sweep.perPixel(wide(layer, 1)), 1e-9);
    assertEquals((2 + 3) + (4 + 4), 4 * sweep.perPixel(wide(layer, 2)), 1e-9);
    assertEquals(4 + 4, 4 * sweep.perPixel(wide(layer, 4)), 1e-9);
  }

  private static ConvolutionGrid wide(Convolution layer, int pixels) {
    NumberFormat format = NumberFormat.unsigned(8);
    return new ConvolutionGrid(
        layer,
        new StreamFormat(layer.inputShape(), 1, format, pixels),
        new StreamFormat(layer.outputShape(), 1, format, pixels),
        8,
        24,
        16,
        false,
        MultiplierKind.DSP,
        new Folding(1, 1, 1, 1, 1));
  }

  @Test
  void aVisitOfSomeColumnsFindsWhatEachGridFindsAlone() {
    Work work = new RandomWork(LAYER, 5, 0.5, 2);
    SparseSweep sweep = new SparseSweep(LAYER, work);
    // Counts of 2 and 6 channels are sums of those before; 3 are counted anew.
    for (int channels : List.of(1, 2, 6, 3)) {
      List<Integer> visited = new ArrayList<>();
      sweep.beats(channels, 3).visit(
          List.of(1, 2, 4, 6, 12),
          (columns, slowest) -> {
            visited.add(columns);
            ConvolutionGrid grid = grid(new Folding(6 / channels, channels, columns, 3, columns));
            int[] engines = new int[5];
            sweep.engineCycles(grid, slowest, engines);
            assertEquals(perPixel(grid, work), sweep.perPixel(grid, engines), 1e-9);
          });
      assertEquals(List.of(12, 6, 4, 2, 1), visited);
    }
  }

  @Test
  void noGridIsFasterThanAllItsMultipliersAtWork() {
    Work work = new RandomWork(LAYER, 8, 0.5, 2);
    SparseSweep sweep = new SparseSweep(LAYER, work);
    for (Folding folding : foldings()) {
      double cycles = sweep.perPixel(grid(folding));
      double least = sweep.leastPerPixel(folding, 1);
      double sharper =
          sweep
              .beats(folding.channelsPerEngine(), folding.multipliersPerEngine())
              .leastPerPixel(folding, 1);
      assertTrue(
          least <= sharper && sharper <= cycles,
          folding + ": " + least + " or " + sharper + " > " + cycles);
    }
    for (int pixels : List.of(1, 7)) {
      assertTrue(
          sweep.leastPerPixel(new Folding(1, 1, 1, 1, 1), pixels)
              <= sweep.perPixel(wide(LAYER, pixels)));
      assertTrue(
          sweep.beats(1, 1).leastPerPixel(new Folding(1, 1, 1, 1, 1), pixels)
              <= sweep.perPixel(wide(LAYER, pixels)));
    }
    // One multiplier has a cycle for each of the 6 x 9 x 12 pairs of a pixel without zeros.
    SparseSweep dense = new SparseSweep(LAYER, new RandomWork(LAYER, 8, NO_ZEROS, 2));
    assertEquals(648, dense.leastPerPixel(new Folding(1, 1, 1, 1, 1), 1), 1e-9);
    assertEquals(648, dense.perPixel(grid(new Folding(1, 1, 1, 1, 1))), 1e-9);
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
    return ByteGrids.of(LAYER, folding, 1);
  }

  /** docs/hardware.md, "Engines", word for word. */
  private static double perPixel(ConvolutionGrid grid, Work work) {
    long total = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      int cycles = 0;
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        if (beat > 0 && beat % grid.beatsPerSum() == 0) {
          total += grid.pixelCycles(work.place(pixel), cycles);
          cycles = 0;
        }
        int slowest = grid.lineBuffer().gatherCycles();
        for (int row = 0; row < grid.folding().parallelInputs(); row++) {
          for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
            slowest = Math.max(slowest, engine(grid, work, pixel, beat, row, column));
          }
        }
        cycles += slowest;
      }
      total += grid.pixelCycles(work.place(pixel), cycles);
    }
    return (double) total / work.pixels();
  }

  private static int engine(
      ConvolutionGrid grid, Work work, int pixel, int beat, int row, int column) {
    int multipliers = grid.folding().multipliersPerEngine();
    int cycles = 0;
    for (int step = 0; step < grid.filtersPerEngine(); step++) {
      int pairs = 0;
      for (int i = 0; i < grid.folding().channelsPerEngine(); i++) {
        int channel = grid.channel(beat, row, i) % grid.layer().channelsPerGroup();
        pairs += work.pairs(pixel, grid.filter(beat, step, column), channel);
      }
      cycles += Math.max(1, (pairs + multipliers - 1) / multipliers);
    }
    return cycles;
  }
}
