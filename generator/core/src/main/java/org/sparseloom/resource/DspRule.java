package org.sparseloom.resource;

/**
 * DSP slices that Yosys 0.23 synth_xilinx makes of one multiplier: mul2dsp with the limits of the
 * family (xc7: DSP48E1, 25 x 18 signed; xcup: DSP48E2, 27 x 18 signed), checked against runs of it.
 */
public final class DspRule {
  private static final int SMALLER_PORT = 18;
  private static final int LEAST_OPERAND_BITS = 2;
  private static final int LEAST_PRODUCT_BITS = 9;

  private final int largerPort;
  private final int partialPort;

  DspRule(String family) {
    boolean ultraScale = family.equals("xcup");
    this.largerPort = ultraScale ? 27 : 25;
    this.partialPort = 18;
  }

  /** Returns the DSP slices of a signed aBits x bBits multiplier; 0 if it is small enough for LUTs. */
  int slices(int aBits, int bBits) {
    return takesSlices(aBits, bBits) ? pieces(Math.max(aBits, bBits), Math.min(aBits, bBits)) : 0;
  }

  /** Returns whether a signed aBits x bBits multiplier takes DSP slices, in any family. */
  public static boolean takesSlices(int aBits, int bBits) {
    return Math.min(aBits, bBits) >= LEAST_OPERAND_BITS && aBits + bBits >= LEAST_PRODUCT_BITS;
  }

  /** Cuts the larger operand into pieces of a partial port (one bit of it is the sign), then the other. */
  private int pieces(int larger, int smaller) {
    int useful = partialPort - 1;
    if (larger > largerPort) {
      int full = (larger - largerPort + useful - 1) / useful;
      int rest = larger - full * useful;
      return full * pieces(Math.max(partialPort, smaller), Math.min(partialPort, smaller))
          + pieces(Math.max(rest, smaller), Math.min(rest, smaller));
    }
    if (smaller > SMALLER_PORT) {
      int full = (smaller - SMALLER_PORT + useful - 1) / useful;
      int rest = smaller - full * useful;
      return full * pieces(larger, partialPort) + pieces(larger, rest);
    }
    return 1;
  }
}
