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

  /** Returns true if a row memory goes to block RAM, as {@link LineBuffer#blockRows} says. */
  public boolean blockRows() {
    return wordsPerRow() > 64 && (long) wordsPerRow() * input.widthBits() >= 4096;
  }

  /** Returns its hardware units. */
  List<Unit> units() {
    int depth = wordsPerRow();
    int widthBits = input.widthBits();
    Unit rest =
        new Unit(
            "RowStore",
            1,
            Map.of(
                "words", depth,
                "slots", rowSlots(),
                "selectedBits", rowsRead * widthBits * LutCosts.multiplexer(rowSlots())));
    Unit rows =
        blockRows()
            ? new Unit(
                "BlockMemory", rowSlots(),
                Map.of("depth", depth, "widthBits", widthBits, "written", 1))
            : new Unit(
                "RowMemory",
                rowSlots(),
                Map.of(
                    "depth", depth,
                    "widthBits", widthBits,
                    "ramLuts", LutCosts.memory(depth, widthBits),
                    "bankMuxes", LutCosts.bankMultiplexers(depth, widthBits)));
    return List.of(rest, rows);
  }
}
