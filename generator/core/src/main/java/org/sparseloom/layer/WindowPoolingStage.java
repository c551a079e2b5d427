package org.sparseloom.layer;

import java.util.Optional;

/** Pooling of windows that a line buffer gathers, one a cycle once their rows are there. */
public sealed interface WindowPoolingStage extends PoolingStage
    permits MaxPoolingStage, AveragePoolingStage {
  /** Returns what gathers the windows. */
  LineBuffer lineBuffer();

  /** Returns the cycles from a window to its outputs. */
  int latencyCycles();

  @Override
  default Optional<LineBuffer> ring() {
    return Optional.of(lineBuffer()).filter(buffer -> !buffer.bypassed());
  }

  /** The longer of reading the input and gathering all windows; the data do not matter. */
  @Override
  default double cyclesPerImage(Work work) {
    return PoolingCycles.perImage(lineBuffer());
  }

  @Override
  default long fillCycles() {
    return PoolingCycles.fill(lineBuffer()) + latencyCycles();
  }
}
