package org.sparseloom.layer;

/**
 * LUTs of 6 inputs that a circuit of known structure takes before synthesis merges or fails to merge
 * anything; the resource model fits a factor to them.
 */
public final class LutCosts {
  private static final int LUT_INPUTS = 6;

  /** Data inputs of a LUT that has two more to choose by. */
  private static final int FOUR = 4;

  private static final int LEAST_SHIFT = 3;
  private static final int SHALLOW = 32;
  private static final int DEEP = 64;

  private LutCosts() {}

  /** Returns the bits that count so many states, none if there is one. */
  static int bits(int states) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(states - 1);
  }

  /** Returns the LUTs of one bit of a multiplexer: each chooses among four and leaves one. */
  public static int multiplexer(int choices) {
    return (choices - 1 + 2) / 3;
  }

  /**
   * Returns the same if a binary number chooses and nothing decodes it: as many LUTs, each of which chooses
   * among four by two of its bits, one level above the other. Seven choices take three, not two.
   */
  public static int binaryMultiplexer(int choices) {
    if (choices <= FOUR) {
      return choices == 1 ? 0 : 1;
    }
    int whole = choices / FOUR;
    int rest = choices % FOUR;
    if (rest == 0) {
      return whole + binaryMultiplexer(whole);
    }
    // One input passes as it is, and two stand beside that of a single group in one LUT.
    boolean passes = rest == 1 || (rest == 2 && whole == 1);
    return whole + (passes ? 0 : 1) + binaryMultiplexer(whole + 1);
  }

  /** Returns the LUTs of one function of so many inputs without structure, e.g. an OR of them. */
  public static int function(int inputs) {
    return (inputs - 1 + LUT_INPUTS - 2) / (LUT_INPUTS - 1);
  }

  /**
   * Returns the LUTs that say whether more than {@code limit} of so many bits are set: a count of six
   * bits, up to one more than the limit, is a LUT for each of its own bits, and so is the sum of two
   * such counts, or of three or six if they have two bits or one.
   */
  public static int count(int values, int limit) {
    if (limit >= values) {
      return 0;
    }
    int countBits = bits(limit + 2);
    int together = Math.max(2, LUT_INPUTS / countBits);
    int counts = (values + LUT_INPUTS - 1) / LUT_INPUTS;
    int additions = (counts - 1 + together - 2) / (together - 1);
    return countBits * (counts + additions * function(together * countBits));
  }

  /**
   * Returns the LUTs that hold a memory with a write port and a read port: RAM32M has six bits of 32
   * words in four LUTs, RAM64M three bits of 64, RAM32X1D and RAM64X1D one bit in two. Where there is one
   * word, it is read at the address that it is written at, and RAM32M has eight bits.
   */
  public static int memory(int depth, int widthBits) {
    if (depth == 1) {
      return Math.min(4 * ((widthBits + 7) / 8), 2 * widthBits);
    }
    int bitsPerCell = depth <= SHALLOW ? 6 : 3;
    int banks = (depth + DEEP - 1) / DEEP;
    return banks * Math.min(4 * ((widthBits + bitsPerCell - 1) / bitsPerCell), 2 * widthBits);
  }

  /** Returns the LUTs that choose among the banks of such a memory for one read port. */
  public static int bankMultiplexers(int depth, int widthBits) {
    return widthBits * multiplexer((depth + DEEP - 1) / DEEP);
  }

  /**
   * Returns the bits of the registers inside a tree of additions, without the last one: a sum of up to
   * four values is registered while more remain, as wide as one bit a further summand makes it.
   */
  public static int treeRegisterBits(int values, int bits) {
    if (values <= StageLatency.SUMMANDS_PER_LEVEL) {
      return 0;
    }
    int whole = values / StageLatency.SUMMANDS_PER_LEVEL;
    int rest = values % StageLatency.SUMMANDS_PER_LEVEL;
    int wide = bits + StageLatency.SUMMANDS_PER_LEVEL - 1;
    int own = whole * wide + (rest == 0 ? 0 : bits + rest - 1);
    return own + treeRegisterBits(whole + (rest == 0 ? 0 : 1), wide);
  }

  /** Returns the registers in a row that delay one bit without reset: from three on they are one LUT. */
  public static int delayRegisters(int cycles) {
    return cycles < LEAST_SHIFT ? cycles : 0;
  }

  /** Returns the LUTs (SRL16E) that delay one bit without reset. */
  public static int delayLuts(int cycles) {
    return cycles < LEAST_SHIFT ? 0 : 1;
  }
}
