package org.sparseloom.layer;

import java.util.Optional;

/**
 * What the weights of a layer say about the arithmetic of its stage.
 *
 * @param accumulatorBits as {@link AccumulatorWidth} says
 * @param packs whether two products fit one DSP slice, see {@link Packing}
 * @param rowSums of a layer with weights
 */
public record Arithmetic(int accumulatorBits, boolean packs, Optional<RowSums> rowSums) {
  /** Of a layer without weights. */
  public static final Arithmetic NONE = new Arithmetic(0, false, Optional.empty());

  /** Returns that of a layer with weights. */
  public static Arithmetic of(QuantisedLayer quantised) {
    return new Arithmetic(
        AccumulatorWidth.bits(quantised),
        Packing.possible(quantised),
        quantised.weights().map(weights -> new RowSums(weights, quantised.input())));
  }

  /** Returns the width of accumulators that every row of engines has of its own. */
  public int sumBits(Folding folding) {
    return rowSums.orElseThrow().bits(folding);
  }
}
