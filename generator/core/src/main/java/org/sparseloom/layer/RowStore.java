package org.sparseloom.layer;

import java.util.List;
import java.util.Map;
import org.sparseloom.stream.StreamFormat;

/**
 * Whole rows of a stream, kept until they are no longer needed and read in any order: a ring of row
 * memories, written in stream order (docs/hardware.md, "Row store").
 *
 * @param input the stream it takes
 * @param rowsRead rows that are read at one address, the oldest and those behind it
 */
public record RowStore(StreamFormat input, int rowsRead) {
  /** Returns the row memories: while rows are read, one is written. */
  public int rowSlots() {
    return rowsRead + 1;
  }

  /** Returns the words of one row memory. */
  public int wordsPerRow() {
    return input.shape().width() * input.beatsPerPixel();
  }

  /** Returns true if the row memories go to block RAM. */
  public boolean blockRows() {
    return rows().inBlocks();
  }

  private RowMemories rows() {
    return new RowMemories(rowSlots(), wordsPerRow(), input.widthBits());
  }

  /** Returns its hardware units. */
  List<Unit> units() {
    int selectedBits = rowsRead * input.widthBits() * LutCosts.multiplexer(rowSlots());
    return List.of(
        new Unit(
            "RowStore",
            1,
            Map.of("words", wordsPerRow(), "slots", rowSlots(), "selectedBits", selectedBits)),
        rows().unit());
  }
}
