package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchOptionsTest {
  private static final int IMAGES = 100;

  /** Of 100 images that the unpruned network has right a trial may lose 5. */
  @Test
  void theBestIsNoTrialThatLosesMoreThanIsAllowed() {
    assertGivesUpBeyond(5, SearchOptions.Goal.BEST, 0.05);
  }

  /** The front is to show what a little more loss would win. */
  @Test
  void aFrontHasTrialsThatLoseFourTimesAsMuch() {
    assertGivesUpBeyond(20, SearchOptions.Goal.FRONT, 0.05);
  }

  /** 0.29 x 100 is a little less than 29 in floating point, 4 x 0.07 x 100 a little more than 28. */
  @Test
  void whatEqualsTheFloorIsNotBelowIt() {
    assertGivesUpBeyond(29, SearchOptions.Goal.BEST, 0.29);
    assertGivesUpBeyond(28, SearchOptions.Goal.FRONT, 0.07);
  }

  private static void assertGivesUpBeyond(int mostLost, SearchOptions.Goal goal, double drop) {
    Hopelessness hopeless =
        SearchOptions.standard()
            .withMode(SearchMode.FULL, new Objective(0, 1, 0, drop, 0))
            .withGoal(goal)
            .hopelessness(Collections.nCopies(IMAGES, true));
    assertFalse(hopeless.holds(lost(mostLost)), goal + " that loses " + mostLost);
    assertTrue(hopeless.holds(lost(mostLost + 1)), goal + " that loses " + (mostLost + 1));
  }

  /** Returns verdicts on all images, the last ones wrong. */
  private static List<Boolean> lost(int count) {
    return IntStream.range(0, IMAGES).mapToObj(image -> image < IMAGES - count).toList();
  }
}
