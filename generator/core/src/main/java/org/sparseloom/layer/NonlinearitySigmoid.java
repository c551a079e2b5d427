package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.numeric.Rounding;

/**
 * The logistic function, piecewise linear, in units of 1 / {@link #ONE}: 256 pieces of width 1/16
 * for positive arguments, and one minus that for negative ones. With magnitude m of the input:
 *
 * <pre>
 * position = min(2^16 - 1, round(m * multiplier / 2^shift))       16 is 2^16
 * piece    = position / 2^8,  part = position mod 2^8
 * gate     = knot[piece] + round((knot[piece + 1] - knot[piece]) * part / 2^8)
 * knot[i]  = round(ONE / (1 + exp(-i / 16)))
 * </pre>
 *
 * It differs from the function by less than 8 units of 2^16 beside the rounding of the input.
 *
 * @param multiplier unsigned, of the input's magnitude
 * @param shift behind the multiplication
 */
public record NonlinearitySigmoid(int multiplier, int shift) implements NonlinearityGate {
  /** What stands for 1. */
  public static final int ONE = (1 << 16) - 1;

  /** Bits of the part of a piece. */
  public static final int PART_BITS = 8;

  /** Bits of the number of a piece. */
  public static final int PIECE_BITS = 8;

  /** Bits of a knot. */
  public static final int KNOT_BITS = 16;

  /** Bits of the rise from a knot to the next: at most ONE / 4 / 16. */
  public static final int RISE_BITS = 10;

  /** Bits of a position. */
  public static final int POSITION_BITS = PIECE_BITS + PART_BITS;
  private static final double PIECES_PER_UNIT = 16;

  static NonlinearitySigmoid of(Nonlinearity layer, double inputScale) {
    double ratio = layer.slope() * inputScale * PIECES_PER_UNIT * (1 << PART_BITS);
    int shift = Scaling.shift(ratio);
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    int multiplier = (int) Math.max(1, Math.min(limit, Math.rint(Math.scalb(ratio, shift))));
    return new NonlinearitySigmoid(multiplier, shift);
  }

  /** Returns the value between two pieces, of 0 to 2^PIECE_BITS. */
  public static int knot(int piece) {
    return (int) Rounding.nearest(ONE / (1 + StrictMath.exp(-piece / PIECES_PER_UNIT)));
  }

  @Override
  public long of(long input) {
    long scaled = Rounding.shiftRight(Math.abs(input) * multiplier, shift);
    int position = (int) Math.min((1 << POSITION_BITS) - 1, scaled);
    int piece = position >> PART_BITS;
    int part = position & ((1 << PART_BITS) - 1);
    long rise = knot(piece + 1) - knot(piece);
    long gate = knot(piece) + Rounding.shiftRight(rise * part, PART_BITS);
    return input < 0 ? ONE - gate : gate;
  }

  @Override
  public long largest(NumberFormat input) {
    return ONE;
  }

  /** The position, its piece, the rise times the part, the sum, and for negative inputs the rest. */
  @Override
  public int cycles() {
    return 2 * StageLatency.MULTIPLIER_CYCLES + 3;
  }

  /** A word holds the knot and above it the rise to the next one. */
  @Override
  public List<MemoryPort> memories(int lanes) {
    List<MemoryPort> ports = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      ports.add(MemoryPort.inLuts("knots_" + lane, 1 << PIECE_BITS, KNOT_BITS + RISE_BITS));
    }
    return List.copyOf(ports);
  }

  @Override
  public List<MemoryImage> contents(int lanes) {
    List<BigInteger> words = new ArrayList<>();
    for (int piece = 0; piece < 1 << PIECE_BITS; piece++) {
      MemoryWord word = new MemoryWord();
      word.append(knot(piece), KNOT_BITS);
      word.append(knot(piece + 1) - knot(piece), RISE_BITS);
      words.add(word.value());
    }
    return memories(lanes).stream().map(port -> new MemoryImage(port, words)).toList();
  }

  @Override
  public List<ConstantPort> constants(NumberFormat input) {
    return List.of(new ConstantPort("position", Requantisation.MULTIPLIER_BITS, multiplier));
  }

  @Override
  public String moduleName(NumberFormat input) {
    return "s" + shift;
  }
}
