package org.sparseloom.layer;

import java.util.List;

/** A stage without weights: every channel by itself. */
public sealed interface PoolingStage extends Stage
    permits WindowPoolingStage, GlobalAveragePoolingStage, GlobalMaxPoolingStage {
  @Override
  default String engine() {
    return "pool";
  }

  @Override
  default List<MemoryPort> memories() {
    return List.of();
  }

  @Override
  default List<MemoryImage> contents(QuantisedLayer quantised) {
    return List.of();
  }

  @Override
  default int multipliers() {
    return 0;
  }
}
