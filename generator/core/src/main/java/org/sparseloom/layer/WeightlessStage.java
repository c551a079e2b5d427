package org.sparseloom.layer;

import java.util.List;

/** A stage without weights: nothing of it works on weight-activation pairs. */
public sealed interface WeightlessStage extends Stage
    permits AdditionStage, MultiplicationStage, NonlinearityStage, PoolingStage, RoutingStage {
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
