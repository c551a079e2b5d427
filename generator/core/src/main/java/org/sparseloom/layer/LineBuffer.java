package org.sparseloom.layer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * The numbers of a sliding-window buffer: a ring of row memories that is written in stream order and
 * read one column of kernelHeight words a cycle (docs/hardware.md, "Line buffer").
 *
 * <p>If P pixels come side by side, a word is P columns of the image, and a window beat holds the
 * windows of P / strideX outputs: together they move on by one word, so that the ring is that of a
 * single pixel that is P times as wide ({@link #ofGroups}).
 *
 * @param input the stream it takes; its lanes are the channels of one window beat
 */
public record LineBuffer(Window window, StreamFormat input) implements RowBuffer {

  /**
   * Returns how many windows stand side by side in a beat if so many pixels come in one: together they
   * move on by what comes in. One pixel at a time makes one window, whatever the stride.
   */
  public static int windowsPerBeat(Window window, int pixels) {
    return Math.max(1, pixels / window.strideX());
  }

  /** Returns the windows of a beat, those of neighbouring outputs. */
  public int windowsPerBeat() {
    return windowsPerBeat(window, input.pixels());
  }

  /**
   * Returns the buffer in which a group of pixels that come side by side is one pixel of as many times
   * the channels: its window holds all columns that the windows of a beat reach.
   */
  public LineBuffer ofGroups() {
    int pixels = input.pixels();
    if (pixels == 1) {
      return this;
    }
    Shape shape = input.shape();
    int padLeft = (window.padLeft() + pixels - 1) / pixels;
    int reached = column(windowsPerBeat() - 1, window.kernelWidth() - 1) + 1;
    int kernelWidth = (reached + pixels - 1) / pixels;
    int outputs = output().width() / windowsPerBeat();
    int padRight = outputs - 1 + kernelWidth - padLeft - shape.width() / pixels;
    return new LineBuffer(
        new Window(
            window.kernelHeight(), kernelWidth, window.strideY(), 1,
            window.padTop(), padLeft, window.padBottom(), padRight),
        new StreamFormat(
            new Shape(shape.channels() * pixels, shape.height(), shape.width() / pixels),
            input.values(),
            input.format()));
  }

  /**
   * Returns which column of the window of {@link #ofGroups}, counted in pixels, is column
   * {@code kernelX} of one of the windows of a beat.
   */
  public int column(int windowOfBeat, int kernelX) {
    int before = Math.floorMod(-window.padLeft(), input.pixels());
    return before + windowOfBeat * window.strideX() + kernelX;
  }

  /** Returns true if the window is every single pixel: no memory, beats pass. */
  public boolean bypassed() {
    if (input.pixels() > 1) {
      return ofGroups().bypassed();
    }
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

  /** Returns true if the row memories go to block RAM. */
  public boolean blockRows() {
    return rows().inBlocks();
  }

  private RowMemories rows() {
    return new RowMemories(rowSlots(), wordsPerRow(), input.widthBits());
  }

  /** Returns the words of one row memory. */
  public int wordsPerRow() {
    return input.shape().width() / input.pixels() * input.beatsPerPixel();
  }

  /** Returns the cycles to gather one window beat: every column, or only new ones if one beat a pixel. */
  public int gatherCycles() {
    if (input.pixels() > 1) {
      return ofGroups().gatherCycles();
    }
    if (bypassed()) {
      return 1;
    }
    return input.beatsPerPixel() == 1
        ? Math.min(window.strideX(), window.kernelWidth())
        : window.kernelWidth();
  }

  /** Returns the gather cycles of the first window of an output row, which keeps no column. */
  public int firstGatherCycles() {
    LineBuffer groups = ofGroups();
    return groups.bypassed() ? 1 : groups.window.kernelWidth();
  }

  /** Returns the shape of the window positions (channels as the input). */
  public Shape output() {
    return window.output(input.shape(), input.shape().channels());
  }

  /** Returns values per window beat: windows x taps x lanes. */
  public int valuesPerBeat() {
    return windowsPerBeat() * window.taps() * input.lanes();
  }

  /** Returns the steps from window to window in a row, each of {@link #windowsPerBeat} windows. */
  public int windowsPerRow() {
    return output().width() / windowsPerBeat();
  }

  /**
   * Returns of so many pixel columns of {@link #ofGroups}'s window, the last of which is column {@code last},
   * those that a window needs in this beat or in a later one.
   */
  private int neededColumns(int columns, int last) {
    int pixels = input.pixels();
    return (int)
        IntStream.rangeClosed(last - columns + 1, last)
            .filter(
                column ->
                    IntStream.rangeClosed(0, column / pixels)
                        .anyMatch(moves -> reaches(column - moves * pixels)))
            .count();
  }

  private boolean reaches(int column) {
    for (int kernelX = 0; kernelX < window.kernelWidth(); kernelX++) {
      for (int output = 0; output < windowsPerBeat(); output++) {
        if (column(output, kernelX) == column) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns of how many neighbouring slots only one, always the same, can hold the top of a window: the
   * greatest power of two that all moves of the window and the ring are multiples of. Synthesis finds
   * the low bits of its place to be constant then, and chooses among as many rows less.
   */
  private int slotsPerTop() {
    int rows = output().height();
    int toNextImage = input.shape().height() - (rows - 1) * window.strideY();
    int moves = window.strideY() | toNextImage | rowSlots();
    return Integer.lowestOneBit(moves);
  }

  /** Returns the bits of a counter of rows, which may be below 0 or beyond the image. */
  public int rowBits() {
    int reach = input.shape().height() + rowSlots() + window.kernelHeight() + window.strideY() + 1;
    return 2 + LutCosts.bits(reach);
  }

  /** Returns the bits of a place in a row, counted in groups of pixels, likewise. */
  public int columnBits() {
    return 2 + LutCosts.bits(columnReach());
  }

  /** Returns the bits of an address in a row memory, likewise. */
  public int addressBits() {
    return 2 + LutCosts.bits(columnReach() * input.beatsPerPixel());
  }

  private int columnReach() {
    LineBuffer groups = ofGroups();
    return groups.input.shape().width()
        + groups.window.kernelWidth() + groups.window.strideX() + 1;
  }

  /** Returns its hardware units: the row memories, if it has some, and the rest. */
  public List<Unit> units() {
    int columns = ofGroups().window.kernelWidth() * input.pixels();
    int rowBitsOfColumn = window.kernelHeight() * input.lanes() * input.format().bits();
    int heldBits = neededColumns(columns, columns - 1) * rowBitsOfColumn;
    if (bypassed()) {
      return List.of(
          new Unit("LineBuffer", 1, Map.of(
              "ring", 0, "rowBits", 0, "wordBits", 0, "slotBits", 0, "stateBits", 1,
              "readBits", 0, "selectLuts", 0, "heldBits", heldBits)));
    }
    // Columns between those of the windows are read and go nowhere: synthesis takes their way away.
    int readBits = neededColumns(input.pixels(), columns - 1) * rowBitsOfColumn;
    // Padding is one choice more; a LUT behind it takes the column read now or the one that waits.
    int selectLuts = readBits * (LutCosts.binaryMultiplexer(rowSlots() / slotsPerTop() + 1) + 1);
    Unit rest =
        new Unit("LineBuffer", 1, Map.of(
            "ring", 1,
            "rowBits", rowBits(),
            "wordBits", counterBits(wordsPerRow()),
            "slotBits", counterBits(rowSlots()),
            "stateBits", stateBits(),
            "readBits", readBits,
            "selectLuts", selectLuts,
            "heldBits", heldBits));
    return List.of(rest, rows().unit());
  }

  /** Returns the bits of all registers but those of pixels. */
  private int stateBits() {
    int beats = input.beatsPerPixel();
    int kernelWidth = ofGroups().window.kernelWidth();
    int rows = 4 * rowBits() + 3 * counterBits(rowSlots()) + counterBits(wordsPerRow());
    int places = 2 * columnBits() + 2 * addressBits() + LutCosts.bits(beats) + LutCosts.bits(kernelWidth);
    int flags = 8 + window.kernelHeight();
    return rows + places + flags;
  }

  private static int counterBits(int states) {
    return Math.max(1, LutCosts.bits(states));
  }
}
