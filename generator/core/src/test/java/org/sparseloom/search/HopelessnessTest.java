package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HopelessnessTest {
  private static final int IMAGES = 256;
  private static final int RIGHT = 200;
  private static final int MOST_LOST = 10;
  private static final int TRIALS = 2000;

  @Test
  void allImagesLeaveNothingToBeUnsureOf() {
    List<Boolean> plain = verdicts(0, 0);
    Hopelessness hopeless = Hopelessness.of(plain, MOST_LOST);
    assertFalse(hopeless.holds(verdicts(30, 20)));
    assertTrue(hopeless.holds(verdicts(31, 20)));
    assertFalse(hopeless.holds(List.of()));
  }

  @Test
  void thereAreSixLooksBeforeTheLastImage() {
    Hopelessness hopeless = Hopelessness.of(verdicts(0, 0), MOST_LOST);
    List<Integer> looks = new ArrayList<>(List.of(0));
    while (looks.get(looks.size() - 1) < 1000) {
      looks.add(hopeless.nextLook(looks.get(looks.size() - 1), 1000));
    }
    assertEquals(List.of(0, 16, 32, 64, 128, 256, 512, 1000), looks);
  }

  @Test
  void nothingIsGivenUpWithoutAnUnprunedNetworkToCompareWith() {
    assertFalse(Hopelessness.never().holds(Collections.nCopies(IMAGES, false)));
    assertEquals(1000, Hopelessness.never().nextLook(0, 1000));
  }

  /**
   * A trial that loses as much as it just may is given up no oftener than the rule says, however many
   * images it gains beside. The rule's error is large here, so that a few thousand trials tell.
   */
  @Test
  void trialsThatLoseNoMoreThanTheyMayAreGivenUpNoOftenerThanTheRuleSays() {
    double error = 0.06;
    for (int gained : new int[] {0, 20, 50}) {
      int givenUp = givenUp(error, MOST_LOST + gained, gained).size();
      assertTrue(
          givenUp <= error * TRIALS,
          givenUp + " of " + TRIALS + " given up that gain " + gained);
    }
  }

  /** So the rule is good for something: by Hoeffding and Serfling N / 8 are the fewest that can tell. */
  @Test
  void trialsThatLoseMuchAreGivenUpEarly() {
    List<Integer> judged = givenUp(Hopelessness.ERROR, 120, 4);
    assertEquals(TRIALS, judged.size());
    double mean = judged.stream().mapToInt(count -> count).average().orElseThrow();
    assertTrue(mean < IMAGES / 8.0, mean + " images on average");
  }

  /** Returns after how many images each of those trials was given up that were, in random orders. */
  private static List<Integer> givenUp(double error, int lost, int gained) {
    List<Integer> judged = new ArrayList<>();
    List<Boolean> plain = verdicts(0, 0);
    List<Boolean> pruned = verdicts(lost, gained);
    List<Integer> order = new ArrayList<>(IntStream.range(0, IMAGES).boxed().toList());
    Random random = new Random(1);
    for (int trial = 0; trial < TRIALS; trial++) {
      Collections.shuffle(order, random);
      List<Boolean> verdicts = order.stream().map(pruned::get).toList();
      Hopelessness hopeless =
          new Hopelessness(order.stream().map(plain::get).toList(), MOST_LOST, error);
      int look = hopeless.nextLook(0, IMAGES);
      while (look < IMAGES && !hopeless.holds(verdicts.subList(0, look))) {
        look = hopeless.nextLook(look, IMAGES);
      }
      if (look < IMAGES) {
        judged.add(look);
      }
    }
    return judged;
  }

  /** Verdicts of a network that loses the first and gains the last ones. */
  private static List<Boolean> verdicts(int lost, int gained) {
    return IntStream.range(0, IMAGES)
        .mapToObj(image -> image < RIGHT ? image >= lost : image >= IMAGES - gained)
        .toList();
  }
}
