package org.sparseloom.layer;

/**
 * What the weights of a layer say about the arithmetic of its stage, whatever its folding.
 *
 * @param accumulatorBits as {@link AccumulatorWidth} says
 * @param packs whether two products fit one DSP slice, see {@link Packing}
 */
public record Arithmetic(int accumulatorBits, boolean packs) {
  /** Returns that of a layer with weights. */
  public static Arithmetic of(QuantisedLayer quantised) {
    return new Arithmetic(AccumulatorWidth.bits(quantised), Packing.possible(quantised));
  }
}
