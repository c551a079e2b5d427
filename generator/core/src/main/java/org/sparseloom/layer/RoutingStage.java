package org.sparseloom.layer;

import java.util.List;

/** A stage that puts values elsewhere, or between others; all its streams have equal lanes. */
public sealed interface RoutingStage extends Stage
    permits ResizeStage, DepthToSpaceStage, ConcatenationStage, ChannelSliceStage {
  @Override
  default String engine() {
    return "route";
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
