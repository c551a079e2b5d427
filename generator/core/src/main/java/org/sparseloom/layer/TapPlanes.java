package org.sparseloom.layer;

import java.util.stream.IntStream;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Lays a padded image out channel by channel so that every tap of a convolution reads a run of values
 * one after the other: the columns and rows of equal remainder modulo the stride stand together (a
 * plane each), and the runs of all output rows follow each other. A run is thus longer than the output
 * has pixels: between its rows stand columns that belong to no output.
 */
final class TapPlanes {
  /** What no tap reads. */
  private static final int NOWHERE = -1;

  private final Shape input;
  private final Shape output;
  private final Window window;

  /** Rows and columns of a plane, and planes across and in all of a channel. */
  private final int rows;

  private final int columns;
  private final int across;
  private final int planes;

  /** Of every column of the image: where it is from the beginning of its row on, or NOWHERE. */
  private final int[] places;

  TapPlanes(Convolution layer) {
    input = layer.inputShape();
    output = layer.outputShape();
    window = layer.window();
    rows = output.height() + (window.kernelHeight() - 1) / window.strideY();
    columns = output.width() + (window.kernelWidth() - 1) / window.strideX();
    across = Math.min(window.strideX(), window.kernelWidth());
    planes = across * Math.min(window.strideY(), window.kernelHeight());
    places = IntStream.range(0, input.width()).map(this::place).toArray();
  }

  private int place(int x) {
    int column = x + window.padLeft();
    int right = column % window.strideX();
    boolean read = right < window.kernelWidth() && column / window.strideX() < columns;
    return read ? right * rows * columns + column / window.strideX() : NOWHERE;
  }

  /** Returns the values from the first output pixel of a run to the last. */
  int runLength() {
    return (output.height() - 1) * columns + output.width();
  }

  /** Returns the values from one output row to the next. */
  int rowPitch() {
    return columns;
  }

  /** Returns where the run of a channel and tap begins. */
  int runStart(int channel, int ky, int kx) {
    int plane = ky % window.strideY() * across + kx % window.strideX();
    return (channel * planes + plane) * rows * columns
        + ky / window.strideY() * columns
        + kx / window.strideX();
  }

  /** Returns the image laid out; what no pixel is at is padding, 0. */
  int[] layOut(int[] values) {
    int[] laidOut = new int[input.channels() * planes * rows * columns];
    for (int y = 0; y < input.height(); y++) {
      int row = y + window.padTop();
      int down = row % window.strideY();
      if (down < window.kernelHeight() && row / window.strideY() < rows) {
        for (int channel = 0; channel < input.channels(); channel++) {
          int plane = channel * planes + down * across;
          layOut(values, y, channel, laidOut, plane, row / window.strideY());
        }
      }
    }
    return laidOut;
  }

  /** Lays out a channel of a row: the plane is that of columns without remainder. */
  private void layOut(int[] values, int y, int channel, int[] laidOut, int plane, int row) {
    int from = y * input.width() * input.channels() + channel;
    int to = (plane * rows + row) * columns;
    for (int place : places) {
      if (place != NOWHERE) {
        laidOut[to + place] = values[from];
      }
      from += input.channels();
    }
  }
}
