package org.sparseloom.layer;

import java.util.Arrays;
import org.sparseloom.tensor.Shape;

/**
 * From cycles of a grid's engines, which hang on the data, to those of pixels, rows and images.
 *
 * @param layer what the grid computes
 * @param work its sampled pixels
 */
record GridCycles(Convolution layer, Work work) {
  GridCycles {
    if (work.pixels() == 0) {
      throw new IllegalArgumentException(layer.name() + " has no measured work");
    }
  }

  /**
   * Returns how many times so many pixels side by side there are among the sampled ones. All pixels of
   * an image are given in raster order: then they are neighbours. Of a sample they are such as follow
   * on each other in it.
   */
  int places(int pixels) {
    return (work.pixels() + pixels - 1) / pixels;
  }

  /**
   * Returns the cycles of every place, all groups of the layer together.
   *
   * @param engineCycles by (place, group of the layer), groups innermost
   */
  int[] ofPlaces(ConvolutionGrid grid, int[] engineCycles) {
    int groups = layer.groups();
    int pixels = grid.pixels();
    ConvolutionGrid.PixelCycles perPixel = grid.pixelCycles();
    int[] cycles = new int[places(pixels)];
    for (int cell = 0; cell < engineCycles.length; cell++) {
      int place = cell / groups;
      cycles[place] += perPixel.of(work.place(place * pixels), engineCycles[cell]);
    }
    return cycles;
  }

  /** Returns mean cycles per pixel from those of places with so many pixels side by side. */
  static double perPixel(ConvolutionGrid grid, int[] places) {
    return Arrays.stream(places).mapToLong(cycles -> cycles).sum()
        / ((double) places.length * grid.pixels());
  }

  /** Returns expected cycles per image, never fewer than the streams need. */
  double perImage(ConvolutionGrid grid, int[] places) {
    return grid.atLeastStreams(perPixel(grid, places) * work.pixelsPerImage());
  }

  /**
   * Returns the cycles of each output row.
   *
   * @param places of all pixels in raster order
   */
  double[] perRow(ConvolutionGrid grid, int[] places) {
    Shape output = layer.outputShape();
    if (work.pixels() != output.pixels()) {
      throw new IllegalArgumentException(
          layer.name() + ": pixels (" + work.pixels() + ") must be all " + output.pixels()
              + " of one image");
    }
    double[] rows = new double[output.height()];
    int perRow = output.width() / grid.pixels();
    for (int place = 0; place < places.length; place++) {
      rows[place / perRow] += places[place];
    }
    double least = grid.atLeastStreams(0) / rows.length;
    Arrays.setAll(rows, row -> Math.max(rows[row], least));
    return rows;
  }
}
