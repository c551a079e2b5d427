package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/** Cycles of a grid of sparse engines for measured work (docs/hardware.md, "Sparse engine"). */
final class SparseCycles {
  private SparseCycles() {}

  /** Returns expected cycles per image, never fewer than the streams need. */
  static double perImage(ConvolutionGrid grid, Work work) {
    return grid.atLeastStreams(
        new SparseSweep(grid.layer(), work).perPixel(grid) * work.pixelsPerImage());
  }

  /** Returns the cycles of each output row, given the work of all pixels in raster order. */
  static double[] perRow(ConvolutionGrid grid, Work allPixels) {
    Shape output = grid.layer().outputShape();
    if (allPixels.pixels() != output.pixels()) {
      throw new IllegalArgumentException(
          grid.layer().name() + ": pixels (" + allPixels.pixels() + ") must be all "
              + output.pixels() + " of one image");
    }
    double[] rows = new double[output.height()];
    int[] pixels = new SparseSweep(grid.layer(), allPixels).pixels(grid);
    int perRow = output.width() / grid.pixels();
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      rows[pixel / perRow] += pixels[pixel];
    }
    double least = grid.atLeastStreams(0) / rows.length;
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Math.max(rows[row], least);
    }
    return rows;
  }
}
