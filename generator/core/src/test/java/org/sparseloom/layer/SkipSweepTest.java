package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.ByteGrids;
import org.sparseloom.testing.RandomWork;

class SkipSweepTest {
  /** So large a mean density makes all densities 1. */
  private static final double NO_ZEROS = 1e9;

  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Convolution LAYER =
      new Convolution("c", new Shape(6, 6, 8), 12, SAME, Activation.RELU);

  @Test
  void everyFoldingHasTheCyclesOfTheDefinition() {
    Work work = new RandomWork(LAYER, 48, 0.1, 1);
    SkipSweep sweep = new SkipSweep(LAYER, work);
    for (Folding folding :
        List.of(
            new Folding(1, 1, 1, 1, 1), new Folding(2, 1, 4, 1, 2), new Folding(3, 2, 6, 1, 6),
            new Folding(1, 6, 12, 1, 1))) {
      for (int pixels : List.of(1, 2, 4)) {
        ConvolutionGrid grid = ByteGrids.of(LAYER, folding, pixels);
        assertEquals(
            grid.atLeastStreams(perImage(grid, work)), sweep.perImage(grid), 1e-9,
            folding + ", " + pixels + " pixels");
        assertTrue(
            sweep.leastPerPixel(folding, grid.pixels()) * work.pixelsPerImage()
                <= sweep.perImage(grid),
            folding + ", " + pixels + " pixels");
      }
    }
  }

  @Test
  void noGridIsFasterThanAllItsRowsAtWork() {
    SkipSweep dense = new SkipSweep(LAYER, new RandomWork(LAYER, 48, NO_ZEROS, 1));
    // A column visits 3 of the 12 filters for each of the 6 x 9 activations of a pixel, two rows at once.
    ConvolutionGrid grid = ByteGrids.of(LAYER, new Folding(2, 1, 4, 1, 4), 1);
    assertEquals(81, dense.leastPerPixel(grid.folding(), grid.pixels()), 1e-9);
    assertEquals(81 * 48, dense.perImage(grid), 1e-9);
  }

  @Test
  void groupsTakeTheirTurns() {
    Convolution grouped = new Convolution("g", new Shape(6, 6, 8), 12, SAME, 3, Activation.RELU);
    Work work = new RandomWork(grouped, 48, 0.1, 1);
    for (Folding folding : List.of(new Folding(1, 1, 2, 1, 1), new Folding(2, 1, 4, 1, 4))) {
      ConvolutionGrid grid = ByteGrids.of(grouped, folding, 1);
      assertEquals(
          grid.atLeastStreams(perImage(grid, work)),
          new SkipSweep(grouped, work).perImage(grid),
          1e-9,
          folding.toString());
    }
  }

  @Test
  void theRowsOfAnImageAddUpToIt() {
    Work work = new RandomWork(LAYER, 48, 0.4, 3);
    ConvolutionGrid grid = ByteGrids.of(LAYER, new Folding(2, 1, 4, 1, 2), 2);
    SkipSweep sweep = new SkipSweep(LAYER, work);
    double[] rows = sweep.perRow(grid);
    assertEquals(6, rows.length);
    assertEquals(sweep.perImage(grid), Arrays.stream(rows).sum(), 1e-9);
  }

  /** docs/hardware.md, "Engines", word for word. */
  private static double perImage(ConvolutionGrid grid, Work work) {
    int side = grid.pixels();
    long total = 0;
    for (int place = 0; place < work.pixels(); place += side) {
      int cycles = 0;
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        boolean begins = beat % grid.beatsPerSum() == 0;
        if (beat > 0 && begins) {
          total += grid.pixelCycles(work.place(place), cycles);
          cycles = 0;
        }
        int slowest = grid.lineBuffer().gatherCycles();
        for (int pixel = place; pixel < place + side; pixel++) {
          for (int row = 0; row < grid.folding().parallelInputs(); row++) {
            int activations =
                work.activations(
                    pixel,
                    beat / grid.beatsPerSum(),
                    grid.channel(beat, row, 0) % grid.layer().channelsPerGroup(),
                    grid.folding().channelsPerEngine());
            int least = begins ? grid.filtersPerEngine() : 1;
            slowest = Math.max(slowest, Math.max(least, grid.filtersPerEngine() * activations));
          }
        }
        cycles += slowest;
      }
      total += grid.pixelCycles(work.place(place), cycles);
    }
    return total;
  }
}
