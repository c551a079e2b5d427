package org.sparseloom.simulate;

import java.nio.file.Path;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.UserCache;

/**
 * How to simulate.
 *
 * @param stallProbability of a cycle in which an end of the accelerator makes it wait, 0 or more,
 *     below 1; 0 measures full speed
 * @param stallInside whether all FIFOs between the stages make their producers wait as often
 * @param seed of the stalls and of the registers' contents before the reset
 * @param trace whether to write a waveform, simulation/trace.vcd
 * @param cache folder for the compiled parts that all designs have in common
 */
public record SimulationOptions(
    double stallProbability, boolean stallInside, long seed, boolean trace, Path cache) {
  public SimulationOptions {
    if (!(stallProbability >= 0 && stallProbability < 1)) {
      throw UserProblem.usage(
          "stall probability (" + stallProbability + ") must be 0 or more and below 1",
          "take 0.3");
    }
    if (stallInside && stallProbability == 0) {
      throw UserProblem.usage(
          "stall probability (0.0) must be above 0 if stages are to be stalled inside",
          "take 0.3");
    }
    if (seed < 0 || seed > Integer.MAX_VALUE) {
      throw UserProblem.usage(
          "seed (" + seed + ") must be 0.." + Integer.MAX_VALUE, "take 1");
    }
  }

  /** Returns full speed, seed 1, no waveform, cache in the user's cache folder. */
  public static SimulationOptions fullSpeed() {
    return new SimulationOptions(0, false, 1, false, UserCache.folder());
  }

  /** Returns these with random stalls at both ends. */
  public SimulationOptions withStalls(double probability, long newSeed) {
    return new SimulationOptions(probability, false, newSeed, trace, cache);
  }

  /** Returns these with random stalls at both ends and in front of every FIFO. */
  public SimulationOptions withStallsInside(double probability, long newSeed) {
    return new SimulationOptions(probability, true, newSeed, trace, cache);
  }

  /** Returns these with a waveform. */
  public SimulationOptions withTrace() {
    return new SimulationOptions(stallProbability, stallInside, seed, true, cache);
  }

  /** Returns these with another cache folder. */
  public SimulationOptions withCache(Path folder) {
    return new SimulationOptions(stallProbability, stallInside, seed, trace, folder);
  }
}
