package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EngineColumnsTest {
  /** Three columns visit 22 of 64 filters in turn, 22 columns 3; 20 would visit 4, as 16 do, and 24 also 3. */
  @Test
  void betweenPowersOfTwoStandRoundNumbersThatSaveATurn() {
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 16, 22, 32, 64), EngineColumns.of(64));
  }

  /** 12, 15, 20 and 30 columns have as many filters each. */
  @Test
  void divisorsAreAlwaysThere() {
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 60), EngineColumns.of(60));
  }

  @Test
  void anOddNumberOfFiltersHasMoreThanTwoChoices() {
    assertEquals(List.of(1, 2, 3, 4, 7), EngineColumns.of(7));
  }
}
