package org.sparseloom.layer;

import java.util.Arrays;

/**
 * Runs a grid of column engines through sums, activation by activation, exactly as the hardware does
 * (docs/hardware.md, "Engines"): feeders that wait for full queues, engines that take entries, banks that
 * all engines must have finished before they are drained, and that are drained before they are used
 * again. Cycles are counted from that in which the first beat is taken.
 */
final class ColumnClock {
  /** From the choice of an activation to where an engine can take it from its queue. */
  static final int QUEUE_CYCLES = 3;

  /** From the last entry of a bank's sums to that all engines are known to have taken theirs. */
  private static final int END_CYCLES = 1;

  /** From the last sum that leaves a bank to that engines know it is open. */
  private static final int OPEN_CYCLES = 2;

  /** A place in the queue that is free is known to the feeder so many cycles behind. */
  private static final int READY_CYCLES = 2;

  /** More pushes and pops than can matter at a time. */
  private static final int REMEMBERED = 64;

  /** Activations for which a feeder does not look at queues that were far from full. */
  static final int UNWATCHED = 8;

  private static final int BANKS = 2;

  private final ConvolutionGrid grid;
  private final Work work;
  private final short[][][] entries;
  private final int rows;
  private final int taps;
  private final int windowsPerRow;
  private final int gather;
  private final int firstGather;
  private final Row[] feeders;

  /** The cycle in which the last beat was taken, and the first in which the next one may be. */
  private long taken = -1;
  private long window;

  /** Of the last sums: all engines have finished them; they are drained. */
  private long ended = -1;
  private long drained = -1;

  /** By bank: from when on it is open. */
  private final long[] open = new long[BANKS];
  private int bank;

  /**
   * A clock.
   *
   * @param entries per group of the layer and (channel of the group, tap), of every engine of a row
   * @param unwatched activations for which a feeder does not look at queues that were far from full: the
   *     cycles do not hang on it ({@link #UNWATCHED} is fast)
   */
  ColumnClock(ConvolutionGrid grid, Work work, short[][][] entries, int unwatched) {
    this.grid = grid;
    this.work = work;
    this.entries = entries;
    this.rows = grid.folding().parallelInputs();
    this.taps = grid.layer().window().taps();
    LineBuffer buffer = grid.lineBuffer();
    this.windowsPerRow = buffer.windowsPerRow();
    this.gather = buffer.gatherCycles();
    this.firstGather = buffer.firstGatherCycles();
    this.feeders = new Row[grid.pixels() * rows];
    Arrays.setAll(feeders, feeder -> new Row(entries[0][0].length, unwatched));
  }

  /** The engines behind a feeder. */
  private static final class Row {
    private final Lane[] lanes;

    /** Engines whose queues may be full before as many activations more are chosen as are left. */
    private final Lane[] watched;

    private final int unwatched;
    private int watchedLanes;
    private int left;

    Row(int engines, int unwatched) {
      this.unwatched = unwatched;
      lanes = new Lane[engines];
      Arrays.setAll(lanes, engine -> new Lane());
      watched = new Lane[engines];
    }

    /**
     * Returns the first cycle in which all queues have room, for one activation: while one waits others
     * may fill.
     */
    long ready(long from) {
      if (left == 0) {
        watch(from);
      }
      left--;
      long cycle = from;
      long before;
      do {
        before = cycle;
        for (int lane = 0; lane < watchedLanes; lane++) {
          cycle = watched[lane].room(cycle);
        }
      } while (cycle > before);
      return cycle;
    }

    private void watch(long cycle) {
      watchedLanes = 0;
      for (Lane lane : lanes) {
        lane.know(cycle);
        if (lane.pushes - lane.seenLoads + unwatched >= ConvolutionColumnStage.ENOUGH) {
          watched[watchedLanes++] = lane;
        }
      }
      left = unwatched;
    }
  }

  /** What an engine has queued and taken. */
  private static final class Lane {
    private final long[] chosen = new long[REMEMBERED];
    private final long[] loaded = new long[REMEMBERED];
    private int pushes;

    /** Of its pushes, and of its loads, those that the feeder knows of. */
    private int seenPushes;
    private int seenLoads;

    /** The first cycle in which it can take the next activation. */
    private long free;

    void push(long cycle, int count, long notBefore) {
      long load = Math.max(Math.max(cycle + QUEUE_CYCLES, free), notBefore);
      chosen[pushes % REMEMBERED] = cycle;
      loaded[pushes % REMEMBERED] = load;
      pushes++;
      free = load + Math.max(1, count);
    }

    /**
     * Returns the cycle if the feeder does not take the queue for full in it, else the next one in which
     * it may not; never asked for an earlier one than before.
     */
    long room(long cycle) {
      if (pushes - seenLoads < ConvolutionColumnStage.ENOUGH) {
        return cycle;
      }
      know(cycle);
      return seenPushes - seenLoads < ConvolutionColumnStage.ENOUGH
          ? cycle
          : loaded[seenLoads % REMEMBERED] + 1 + READY_CYCLES;
    }

    /** Brings up to a cycle what the feeder knows of. */
    private void know(long cycle) {
      while (seenLoads < pushes && loaded[seenLoads % REMEMBERED] + 1 <= cycle - READY_CYCLES) {
        seenLoads++;
      }
      while (seenPushes < pushes
          && chosen[seenPushes % REMEMBERED] + QUEUE_CYCLES <= cycle - READY_CYCLES) {
        seenPushes++;
      }
    }
  }

  /** Returns the cycle in which the last of the sums that were run left their bank. */
  long drained() {
    return drained;
  }

  /** Runs the sums of a place of pixels side by side, all groups of the layer. */
  void run(int place) {
    int pixel = place * grid.pixels();
    for (int group = 0; group < grid.layer().groups(); group++) {
      for (int beat = 0; beat < grid.beatsPerSum(); beat++) {
        take(pixel, group, beat);
      }
      end();
    }
  }

  private void take(int pixel, int group, int beat) {
    taken = window;
    long done = taken + 1;
    for (int feeder = 0; feeder < feeders.length; feeder++) {
      // Of a sample the last place may have fewer pixels.
      int ofFeeder = Math.min(pixel + feeder / rows, work.pixels() - 1);
      done = Math.max(done, feed(feeder, ofFeeder, group, beat));
    }
    window = Math.max(done, taken + gather(pixel));
  }

  /** Returns the cycles from a beat to when the next one can be there. */
  private int gather(int pixel) {
    boolean endsRow = (work.place(pixel) / grid.pixels() + 1) % windowsPerRow == 0;
    return endsRow && grid.beatsPerPixel() == 1 ? firstGather : gather;
  }

  /** Returns the cycle in which the feeder is done with the beat. */
  private long feed(int feeder, int pixel, int group, int beat) {
    int perEngine = grid.folding().channelsPerEngine();
    int first = (beat * rows + feeder % rows) * perEngine;
    int perGroup = grid.layer().channelsPerGroup();
    int pairs = grid.pairsPerBeat();
    boolean lastBeat = beat == grid.beatsPerSum() - 1;
    int last = -1;
    for (int m = 0; m < pairs; m++) {
      last = activation(pixel, group * perGroup + first, m) ? m : last;
    }
    boolean forced = beat == 0 || (lastBeat && last < 0);
    last = forced ? Math.max(0, last) : last;
    long cycle = taken;
    for (int m = 0; m <= last; m++) {
      if ((m == 0 && forced) || activation(pixel, group * perGroup + first, m)) {
        cycle = feeders[feeder].ready(cycle + 1);
        int cell = (first + m % perEngine) * taps + m / perEngine;
        push(feeder, cycle, group, cell, beat == 0 && m == 0, lastBeat && m == last);
      }
    }
    return last < 0 ? feeders[feeder].ready(taken + 1) : cycle;
  }

  private boolean activation(int pixel, int first, int m) {
    int perEngine = grid.folding().channelsPerEngine();
    return work.activation(pixel, first + m % perEngine, m / perEngine);
  }

  private void push(
      int feeder, long cycle, int group, int cell, boolean begins, boolean ends) {
    Lane[] lanes = feeders[feeder].lanes;
    short[] ofEngines = entries[group][cell];
    for (int engine = 0; engine < lanes.length; engine++) {
      int count = begins ? grid.filtersPerEngine() : ofEngines[engine];
      if (count > 0 || ends) {
        lanes[engine].push(cycle, count, begins ? open[bank] : 0);
      }
    }
  }

  /** The sums are complete when the slowest engine has taken its last entry; then they are drained. */
  private void end() {
    long slowest = 0;
    for (Row row : feeders) {
      for (Lane lane : row.lanes) {
        slowest = Math.max(slowest, lane.free);
      }
    }
    ended = Math.max(slowest + END_CYCLES, ended + 1);
    long begin = Math.max(ended + StageLatency.engineCycles(1) + 1, drained + 1);
    drained = begin + grid.drainCycles() - 1;
    open[bank] = drained + OPEN_CYCLES;
    bank = 1 - bank;
  }
}
