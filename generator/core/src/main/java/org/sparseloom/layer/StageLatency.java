package org.sparseloom.layer;

/** Registers that a value passes in a stage, as the Chisel modules place them. */
public final class StageLatency {
  /** From the operands of a multiplier to its product: registers that a DSP slice has. */
  public static final int MULTIPLIER_CYCLES = 2;

  /** From a sum with bias to the output stream: the multiplier, rounding, saturation. */
  public static final int REQUANTISER_CYCLES = MULTIPLIER_CYCLES + 2;

  /** Summands of one registered level of an adder tree: two carry chains in a row. */
  public static final int SUMMANDS_PER_LEVEL = 4;

  private StageLatency() {}

  /**
   * Returns cycles of an adder tree: a register whenever more than {@link #SUMMANDS_PER_LEVEL} values
   * remain, and behind the last addition if {@code lastRegister}. One value passes as it is.
   */
  public static int sumCycles(int values, boolean lastRegister) {
    if (values == 1) {
      return 0;
    }
    if (values <= SUMMANDS_PER_LEVEL) {
      return lastRegister ? 1 : 0;
    }
    return 1
        + sumCycles((values + SUMMANDS_PER_LEVEL - 1) / SUMMANDS_PER_LEVEL, lastRegister);
  }

  /** Returns cycles from an engine's working cycle to its partial sum. */
  public static int engineCycles(int multipliers) {
    return MULTIPLIER_CYCLES + sumCycles(multipliers, true);
  }

  /**
   * Returns cycles from the last sum of a pixel at its accumulator to the first output beat.
   *
   * @param accumulators that make up one output sum
   */
  public static int drainCycles(int accumulators) {
    // The bank changes hands, the sums are read; then the bias is added to them.
    return 2 + sumCycles(accumulators + 1, false) + REQUANTISER_CYCLES;
  }
}
