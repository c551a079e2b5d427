package org.sparseloom.layer;

/**
 * When engines in lock-step walk their lists: a beat lasts as long as the engine that has most to do
 * needs, but an engine may put off what it has of a beat while the beat's window is kept, so that one
 * whose list is long now and short later need not be waited for.
 */
final class ListSchedule {
  private ListSchedule() {}

  /**
   * Returns the cycles of every beat of a sum, their total the least that can be. Every engine walks its
   * entries in the order of their beats, as early as it can.
   *
   * <p>Whatever lies between two beats must be walked by the time that its last window goes, so that
   * the cycles from the first beat on to then are at least the entries of any engine. Those cycles are
   * given as late as they can be, where they serve all later demands, too.
   *
   * @param entries of every beat and engine, engines innermost
   * @param engines in lock-step
   * @param least cycles of every beat
   * @param mostLag beats for which an entry may be put off, none beyond the last beat of the sum
   */
  static int[] beatCycles(int[] entries, int engines, int least, int mostLag) {
    int[] cycles = new int[entries.length / engines];
    int[] open = new int[engines];
    // Negative for what was walked before it was due.
    int[] due = new int[engines];
    for (int beat = 0; beat < cycles.length; beat++) {
      add(entries, beat, open);
      add(entries, beat - mostLag, due);
      int[] now = beat == cycles.length - 1 ? open : due;
      int longest = least;
      for (int of : now) {
        longest = Math.max(longest, of);
      }
      for (int engine = 0; engine < engines; engine++) {
        int walked = Math.min(open[engine], longest);
        open[engine] -= walked;
        due[engine] -= walked;
      }
      cycles[beat] = longest;
    }
    return cycles;
  }

  private static void add(int[] entries, int beat, int[] to) {
    if (beat >= 0) {
      int first = beat * to.length;
      for (int engine = 0; engine < to.length; engine++) {
        to[engine] += entries[first + engine];
      }
    }
  }
}
