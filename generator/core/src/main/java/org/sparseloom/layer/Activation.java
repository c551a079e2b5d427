package org.sparseloom.layer;

/**
 * The function behind a layer's sum. None of them is hardware of its own: an unsigned output
 * saturates at 0, and an output scale of at most 6 / largest code saturates at 6 or below.
 */
public enum Activation {
  /** The sum as it is, signed. */
  NONE(""),
  /** max(0, x). */
  RELU("relu"),
  /** min(max(0, x), 6). */
  RELU6("relu6");

  /** Largest output of {@link #RELU6}. */
  public static final double SIX = 6;

  private final String word;

  Activation(String word) {
    this.word = word;
  }

  /** Returns "relu" or "relu6"; empty for none. */
  public String word() {
    return word;
  }

  /** Returns whether outputs are never negative. */
  public boolean rectifies() {
    return this != NONE;
  }

  /** Returns the largest output that there can be. */
  public double largest() {
    return this == RELU6 ? SIX : Double.POSITIVE_INFINITY;
  }
}
