package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** LUTs of circuits, counted by hand. */
class LutCostsTest {
  /**
   * Four of six inputs are data and two choose. Of seven, four and three go to a LUT each and one chooses
   * between these; of ten, four, four and two; of five the last one waits for the second LUT.
   */
  @Test
  void aBinaryNumberChoosesAmongFourALut() {
    assertEquals(
        List.of(0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6),
        IntStream.rangeClosed(1, 17).mapToObj(LutCosts::binaryMultiplexer).toList());
  }

  /** Of 13 bits, two words take three cells of six bits, a single word two of eight. */
  @Test
  void aMemoryOfOneWordNeedsNoOtherAddressToRead() {
    assertEquals(4 * 3, LutCosts.memory(2, 13));
    assertEquals(4 * 2, LutCosts.memory(1, 13));
  }
}
