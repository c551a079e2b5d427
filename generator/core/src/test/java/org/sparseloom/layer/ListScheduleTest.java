package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListScheduleTest {
  /** Beats of two engines: nothing is put off, so each beat waits for the longer list. */
  @Test
  void withoutLagEveryBeatIsAsLongAsItsLongestList() {
    int[] entries = {5, 1, 2, 6, 3, 3};
    assertArrayEquals(new int[] {5, 6, 3}, ListSchedule.beatCycles(entries, 2, 2, 0));
  }

  /**
   * The first engine has 5, 2, 3 entries, the second 1, 6, 3: the first must have walked its 5 by the
   * end of the second beat, the second its 6 and 3 in the second and third.
   */
  @Test
  void withALagOfOneBeatLongAndShortListsMakeUpForOneAnother() {
    int[] entries = {5, 1, 2, 6, 3, 3};
    assertArrayEquals(new int[] {2, 3, 6}, ListSchedule.beatCycles(entries, 2, 2, 1));
  }

  /** What is put off beyond its time would find another window in its slot. */
  @Test
  void noEntryIsPutOffForMoreBeatsThanWindowsAreKept() {
    int[] entries = {9, 0, 0, 0, 0};
    assertArrayEquals(new int[] {1, 1, 7, 1, 1}, ListSchedule.beatCycles(entries, 1, 1, 2));
  }

  /** Against all ways to share cycles out among four beats. */
  @Test
  void noOtherScheduleIsShorter() {
    Random random = new Random(4);
    for (int trial = 0; trial < 200; trial++) {
      int[] entries = random.ints(8, 0, 5).toArray();
      int lag = random.nextInt(3);
      int least = random.nextInt(3);
      int[] cycles = ListSchedule.beatCycles(entries, 2, least, lag);
      assertEquals(true, suffices(cycles, entries, lag), Arrays.toString(entries));
      assertEquals(
          shortest(entries, least, lag), Arrays.stream(cycles).sum(),
          Arrays.toString(entries) + " least " + least + " lag " + lag);
    }
  }

  private static int shortest(int[] entries, int least, int lag) {
    int shortest = Integer.MAX_VALUE;
    int most = 17;
    for (int code = 0; code < most * most * most * most; code++) {
      int[] cycles = {
        code % most, code / most % most, code / most / most % most, code / most / most / most
      };
      int sum = Arrays.stream(cycles).sum();
      boolean longEnough = Arrays.stream(cycles).allMatch(each -> each >= least);
      if (longEnough && sum < shortest && suffices(cycles, entries, lag)) {
        shortest = sum;
      }
    }
    return shortest;
  }

  /** Walks both engines' entries one by one, those of the earliest beats first. */
  private static boolean suffices(int[] cycles, int[] entries, int lag) {
    for (int engine = 0; engine < 2; engine++) {
      int[] left = {
        entries[engine], entries[2 + engine], entries[4 + engine], entries[6 + engine]
      };
      for (int beat = 0; beat < 4; beat++) {
        for (int cycle = 0; cycle < cycles[beat]; cycle++) {
          for (int of = 0; of <= beat; of++) {
            if (left[of] > 0) {
              left[of]--;
              break;
            }
          }
        }
        for (int of = 0; of < 4; of++) {
          boolean gone = of <= beat - lag || beat == 3;
          if (gone && left[of] > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
