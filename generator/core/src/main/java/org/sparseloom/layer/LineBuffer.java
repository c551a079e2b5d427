package org.sparseloom.layer;

import java.util.List;
import java.util.Map;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * The numbers of a sliding-window buffer: a ring of row memories that is written in stream order and
 * read one column of kernelHeight words a cycle (docs/hardware.md, "Line buffer").
 *
 * @param input the stream it takes; its lanes are the channels of one window beat
 */
public record LineBuffer(Window window, StreamFormat input) implements RowBuffer {

  /** Returns true if the window is every single pixel: no memory, beats pass. */
  public boolean bypassed() {
    return window.taps() == 1 && window.strideY() == 1 && window.strideX() == 1;
  }

  /**
   * Returns the row memories: enough that the rows of the next output row, or of the next image's
   * first one, arrive while the present ones are read, so that no bubble remains.
   */
  @Override
  public int rowSlots() {
    int steady = window.kernelHeight() + window.strideY();
    int lastRow = (output().height() - 1) * window.strideY() - window.padTop();
    int rowsOfLast = input.shape().height() - Math.max(lastRow, 0);
    return Math.max(steady, rowsOfLast + firstRows());
  }

  @Override
  public int lastInputRow(int outputRow) {
    int bottom = outputRow * window.strideY() - window.padTop() + window.kernelHeight() - 1;
    return Math.max(0, Math.min(input.shape().height() - 1, bottom));
  }

  /** Returns the last row of windows that begins at the input row or above it. */
  @Override
  public int lastOutputRow(int inputRow) {
    int begun = Math.floorDiv(inputRow + window.padTop(), window.strideY());
    return Math.min(begun, output().height() - 1);
  }

  /** Returns the rows that must be whole before the first window of an image is gathered. */
  public int firstRows() {
    return Math.min(input.shape().height(), window.kernelHeight() - window.padTop());
  }

  /**
   * Returns true if a row memory goes to block RAM: a RAM64M LUT group holds 3 bits of 64 words, so
   * that up to 64 words LUTs are cheap.
   */
  public boolean blockRows() {
    return wordsPerRow() > 64 && (long) wordsPerRow() * input.widthBits() >= 4096;
  }

  /** Returns the words of one row memory. */
  public int wordsPerRow() {
    return input.shape().width() * input.beatsPerPixel();
  }

  /** Returns the cycles to gather one window beat: every column, or only new ones if one beat a pixel. */
  public int gatherCycles() {
    if (bypassed()) {
      return 1;
    }
    return input.beatsPerPixel() == 1
        ? Math.min(window.strideX(), window.kernelWidth())
        : window.kernelWidth();
  }

  /** Returns the gather cycles of the first window of an output row, which keeps no column. */
  public int firstGatherCycles() {
    return bypassed() ? 1 : window.kernelWidth();
  }

  /** Returns the shape of the window positions (channels as the input). */
  public Shape output() {
    return window.output(input.shape(), input.shape().channels());
  }

  /** Returns values per window beat: taps x lanes. */
  public int valuesPerBeat() {
    return window.taps() * input.lanes();
  }

  /** Returns its hardware units: the row memories, if it has some, and the rest. */
  public List<Unit> units() {
    int widthBits = input.widthBits();
    Unit rest =
        new Unit("LineBuffer", 1, Map.of(
            "ring", bypassed() ? 0 : 1,
            "heldBits", window.taps() * widthBits,
            "rotatedBits", bypassed() ? 0 : window.kernelHeight() * widthBits,
            "muxes", LutCosts.multiplexer(rowSlots()),
            "slots", rowSlots(),
            "kernelHeight", window.kernelHeight(),
            "width", input.shape().width(),
            "height", input.shape().height(),
            "words", wordsPerRow()));
    if (bypassed()) {
      return List.of(rest);
    }
    int depth = wordsPerRow();
    Unit rows = blockRows()
        ? new Unit("BlockMemory", rowSlots(), Map.of("depth", depth, "widthBits", widthBits))
        : new Unit("RowMemory", rowSlots(),
            Map.of(
                "depth", depth,
                "widthBits", widthBits,
                "ramLuts", LutCosts.memory(depth, widthBits),
                "bankMuxes", LutCosts.bankMultiplexers(depth, widthBits)));
    return List.of(rest, rows);
  }
}
