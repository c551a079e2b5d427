package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedLossTest {
  @Test
  void drawsWithoutReplacementAreHypergeometric() {
    // Two of five, three of which are marked: 1, 6 and 3 of 10 pairs have 0, 1 and 2 of them.
    assertArrayEquals(
        new double[] {0.1, 0.6, 0.3}, Hypergeometric.probabilities(5, 3, 2), 1e-15);
    // Four of five: at least two are marked.
    assertArrayEquals(
        new double[] {0, 0, 0.6, 0.4, 0}, Hypergeometric.probabilities(5, 3, 4), 1e-15);
    double[] many = Hypergeometric.probabilities(10_000, 700, 5000);
    double sum = 0;
    double mean = 0;
    for (int k = 0; k < many.length; k++) {
      sum += many[k];
      mean += k * many[k];
    }
    assertEquals(1, sum, 1e-12);
    assertEquals(350, mean, 1e-8);
  }

  /** All five images were right; of two judged ones both are lost. Two of five may be: one pair of ten. */
  @Test
  void withoutWrongImagesItIsTheTestOfOneHypergeometricNumber() {
    PairedLoss loss = new PairedLoss(5, 0, 2, 0, 2, 0);
    assertEquals(5, loss.expectedLoss());
    assertEquals(0.1, loss.chance(2), 1e-15);
    assertEquals(0.3, loss.chance(3), 1e-15);
  }

  /**
   * Four right and two wrong images; two and one of them are judged, both are lost, none is gained. Two
   * may be lost on balance. M = 2, P = 0: 1/6. M = 3, P = 1: 3/6 x 1/2 = 1/4. M = 4, P = 2: the one
   * would have been gained.
   */
  @Test
  void theLargestChanceOfAllThatLoseNoMoreCounts() {
    assertEquals(0.25, new PairedLoss(4, 2, 2, 1, 2, 0).chance(2), 1e-15);
  }

  /** As above, but the one was gained: 4 - 2 expected; as bad is (2, 0), worse nothing; M = 4: 1. */
  @Test
  void whatWasGainedCountsAgainstWhatWasLost() {
    PairedLoss loss = new PairedLoss(4, 2, 2, 1, 2, 1);
    assertEquals(2, loss.expectedLoss());
    assertEquals(1, loss.chance(2), 1e-15);
  }

  /** If no wrong image was judged, all of them may have been gained. */
  @Test
  void ofAKindThatWasNotJudgedNothingIsKnown() {
    assertEquals(1, new PairedLoss(3, 2, 2, 0, 2, 0).chance(1), 1e-15);
  }

  @Test
  void verdictsAreLaidBesideThoseOfTheUnprunedNetwork() {
    assertEquals(
        new PairedLoss(4, 2, 3, 2, 1, 1),
        PairedLoss.of(
            List.of(true, false, true, false, true, true),
            List.of(true, true, false, false, true)));
  }
}
