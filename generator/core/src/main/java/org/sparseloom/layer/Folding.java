package org.sparseloom.layer;

import org.sparseloom.problem.UserProblem;

/**
 * How a convolution is folded onto hardware.
 *
 * @param parallelInputs engines side by side over input channels (Pi)
 * @param channelsPerEngine input channels in one beat of one engine (g); a beat has taps x g pairs (M)
 * @param parallelOutputs engines side by side over output channels (Po)
 * @param multipliersPerEngine multipliers of one engine (N), a divisor of M
 * @param outputLanes output channels per beat of the outgoing stream (R), a divisor of Po; also the
 *     number of requantisers
 */
public record Folding(
    int parallelInputs,
    int channelsPerEngine,
    int parallelOutputs,
    int multipliersPerEngine,
    int outputLanes) {
  public Folding {
    if (parallelInputs < 1 || channelsPerEngine < 1 || parallelOutputs < 1
        || multipliersPerEngine < 1 || outputLanes < 1) {
      throw new IllegalArgumentException("folding numbers must be at least 1, not " + parallelInputs
          + "," + channelsPerEngine + "," + parallelOutputs + "," + multipliersPerEngine + ","
          + outputLanes);
    }
  }

  /** Refuses more than one multiplier an engine, for engines that take one factor at a time. */
  public void requireOneMultiplier(Convolution layer, String engine) {
    if (multipliersPerEngine != 1) {
      throw UserProblem.usage(
          "folding of layer " + layer.name() + ": multipliersPerEngine (" + multipliersPerEngine
              + ") must be 1 for engine " + engine,
          "take more of parallelInputs or parallelOutputs for more multipliers");
    }
  }

  /** Returns the same with so many columns and output lanes. */
  public Folding withColumns(int columns, int lanes) {
    return new Folding(parallelInputs, channelsPerEngine, columns, multipliersPerEngine, lanes);
  }

  public int engines() {
    return parallelInputs * parallelOutputs;
  }

  public int multipliers() {
    return engines() * multipliersPerEngine;
  }

  /** Returns the numbers in short, e.g. "Pi=1 g=2 Po=4 N=3 R=1". */
  @Override
  public String toString() {
    return "Pi=" + parallelInputs + " g=" + channelsPerEngine + " Po=" + parallelOutputs + " N="
        + multipliersPerEngine + " R=" + outputLanes;
  }
}
