package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one axis is up-sampled by an integer factor: output {@code factor * i + phase} lies at input
 * position {@code i + positions[phase] / denominator}, between a left and a right neighbour, beyond
 * the ends at the end. The right one weighs 1..denominator parts, the left one the rest; with
 * denominator 1 there is nothing but the right one, a plain copy.
 *
 * @param factor outputs per input, at least 1
 * @param denominator of positions and weights, at least 1
 * @param positions one a phase, ascending, the first above -denominator and at most 0, the last at
 *     most one denominator above the first
 */
public record Interpolation(int factor, int denominator, List<Integer> positions) {
  public Interpolation {
    positions = List.copyOf(positions);
    if (!legal(factor, denominator, positions)) {
      throw new IllegalArgumentException(
          "positions " + positions + " / " + denominator + " must be as many as the factor ("
              + factor + ") and ascend from -1 < first <= 0 by at most 1");
    }
  }

  /** Says whether a record of these numbers can be made. */
  static boolean legal(int factor, int denominator, List<Integer> positions) {
    int first = positions.get(0);
    return positions.size() == factor
        && first > -denominator
        && first <= 0
        && positions.get(factor - 1) - first <= denominator
        && IntStream.range(1, factor).allMatch(i -> positions.get(i - 1) <= positions.get(i));
  }

  /** Returns positions and denominator without a common divisor, the denominator 1 for copies. */
  static Interpolation reduced(int denominator, List<Integer> positions) {
    BigInteger divisor = BigInteger.valueOf(denominator);
    for (int position : positions) {
      divisor = divisor.gcd(BigInteger.valueOf(position));
    }
    int common = divisor.intValue();
    return new Interpolation(
        positions.size(),
        denominator / common,
        positions.stream().map(position -> position / common).toList());
  }

  /** Returns whether outputs lie between inputs, so that two of them are needed. */
  public boolean between() {
    return denominator > 1;
  }

  /** Returns how far the right neighbour of a phase is from input i: 0 or 1. */
  public int ahead(int phase) {
    return -Math.floorDiv(-positions.get(phase), denominator);
  }

  /** Returns the parts of the right neighbour, 1..denominator. */
  public int rightParts(int phase) {
    return positions.get(phase) - (ahead(phase) - 1) * denominator;
  }

  /** Returns {@link #ahead} of all phases. */
  public List<Integer> allAhead() {
    return IntStream.range(0, factor).map(this::ahead).boxed().toList();
  }

  /** Returns {@link #rightParts} of all phases. */
  public List<Integer> allRightParts() {
    return IntStream.range(0, factor).map(this::rightParts).boxed().toList();
  }

  /** Returns whether the output behind a phase has the next input as its right neighbour. */
  public boolean advances(int phase) {
    return phase + 1 < factor ? ahead(phase + 1) > ahead(phase) : ahead(0) + 1 > ahead(phase);
  }

  /** Returns the right neighbour of an output on an axis of so many inputs. */
  public int right(int output, int inputs) {
    return Math.min(inputs - 1, output / factor + ahead(output % factor));
  }

  /** Returns the left neighbour of an output; the right one itself at the ends. */
  public int left(int output, int inputs) {
    int left = output / factor + ahead(output % factor) - 1;
    return Math.max(0, Math.min(inputs - 1, left));
  }
}
