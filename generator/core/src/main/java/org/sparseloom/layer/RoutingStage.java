package org.sparseloom.layer;

/** A stage that puts values elsewhere, or between others; all its streams have equal lanes. */
public sealed interface RoutingStage extends WeightlessStage
    permits ResizeStage, DepthToSpaceStage, ConcatenationStage, ChannelSliceStage {
  /** Name of the engine in designs. */
  String ENGINE = "route";

  @Override
  default String engine() {
    return ENGINE;
  }
}
