package org.sparseloom.layer;

import java.util.Optional;

/** What the weights of a layer say about the arithmetic of its stage. */
public final class Arithmetic {
  /** Of a layer without weights. */
  public static final Arithmetic NONE = new Arithmetic(0, false, Optional.empty());

  private final int accumulatorBits;
  private final boolean packs;
  private final Optional<RowSums> rowSums;

  private Arithmetic(int accumulatorBits, boolean packs, Optional<RowSums> rowSums) {
    this.accumulatorBits = accumulatorBits;
    this.packs = packs;
    this.rowSums = rowSums;
  }

  /** Returns that of a layer with weights. */
  public static Arithmetic of(QuantisedLayer quantised) {
    return new Arithmetic(
        AccumulatorWidth.bits(quantised), Packing.possible(quantised),
        Optional.of(new RowSums(quantised)));
  }

  /** Returns the width that {@link AccumulatorWidth} says. */
  public int accumulatorBits() {
    return accumulatorBits;
  }

  /** Returns whether two products fit one DSP slice, see {@link Packing}. */
  public boolean packs() {
    return packs;
  }

  /** Returns the width of accumulators that each row of engines has of its own. */
  int rowSumBits(Folding folding) {
    return folding.parallelInputs() == 1
        ? accumulatorBits
        : rowSums.orElseThrow().bits(folding);
  }
}
