package org.sparseloom.layer;

/** A stage without weights: every channel by itself. */
public sealed interface PoolingStage extends WeightlessStage
    permits WindowPoolingStage, GlobalAveragePoolingStage, GlobalMaxPoolingStage {
  /** Name of the engine in designs. */
  String ENGINE = "pool";

  @Override
  default String engine() {
    return ENGINE;
  }
}
