package org.sparseloom.layer;

/** The gate of a nonlinearity in integers, for inputs that are too wide for a table. */
public sealed interface NonlinearityGate permits NonlinearityRamp, NonlinearitySigmoid {
  /** Returns the gate of a layer whose input's unit stands for {@code inputScale}. */
  static NonlinearityGate of(Nonlinearity layer, double inputScale) {
    return layer.function().smooth()
        ? NonlinearitySigmoid.of(layer, inputScale)
        : NonlinearityRamp.of(layer, inputScale);
  }

  /** Returns the gate's integer, never negative, for an input's. */
  long of(long input);
}
