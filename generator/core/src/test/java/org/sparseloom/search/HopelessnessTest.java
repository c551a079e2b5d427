package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HopelessnessTest {
  @Test
  void allImagesLeaveNothingToBeUnsureOf() {
    assertEquals(0, Hopelessness.uncertainty(1000, 1000));
    assertFalse(new Hopelessness(0.7).holds(700, 1000, 1000));
    assertTrue(new Hopelessness(0.7).holds(699, 1000, 1000));
  }

  /** By hand: 125 of 1000, sqrt((1 - 0.124) x ln(3000) / 250) = sqrt(0.876 x 8.0064 / 250) = 0.1675. */
  @Test
  void uncertaintyIsSerflings() {
    assertEquals(0.1675, Hopelessness.uncertainty(125, 1000), 1e-4);
    assertFalse(new Hopelessness(0.8).holds(80, 125, 1000));
    assertTrue(new Hopelessness(0.8).holds(79, 125, 1000));
  }

  @Test
  void nothingIsGivenUpWithoutAFloor() {
    assertFalse(Hopelessness.NEVER.holds(0, 1000, 1000));
    assertEquals(1000, Hopelessness.NEVER.leastImages(1000));
  }

  /** A trial exactly at the floor is given up by one look in 1000 at most; far more are tried here. */
  @Test
  void trialsAtTheFloorAreHardlyEverGivenUp() {
    int images = 400;
    int right = 280;
    Hopelessness hopeless = new Hopelessness(0.7);
    SplittableRandom random = new SplittableRandom(1);
    int wrong = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      wrong += givenUp(hopeless, random, right, images) ? 1 : 0;
    }
    assertTrue(wrong <= 20_000 * Hopelessness.ERROR, wrong + " of 20000 given up");
  }

  private static boolean givenUp(
      Hopelessness hopeless, SplittableRandom random, int right, int images) {
    int left = right;
    int judged = 0;
    for (int look = hopeless.leastImages(images); look < images; look *= 2) {
      while (judged < look) {
        left -= random.nextInt(images - judged) < left ? 1 : 0;
        judged++;
      }
      if (hopeless.holds(right - left, judged, images)) {
        return true;
      }
    }
    return false;
  }
}
