package org.sparseloom.simulate;

import java.util.List;

/**
 * What was measured on one accelerator of a bench.
 *
 * @param design its name
 * @param bitExact whether every stream carried what the reference says, all of it, by the rules
 * @param complete whether all images came out
 * @param cyclesPerImage steady interval between the last output beats of two images, the first
 *     interval left out if there are four images or more; with a single image its latency
 * @param latencyCycles from the first input beat to the last output beat of the first image
 * @param stages in the order of the pipeline
 * @param fifos in the order of the pipeline's edges
 */
public record DesignResult(
    String design,
    boolean bitExact,
    boolean complete,
    double cyclesPerImage,
    long latencyCycles,
    List<StageTiming> stages,
    List<FifoLevel> fifos) {
  public DesignResult {
    fifos = List.copyOf(fifos);
    stages = List.copyOf(stages);
  }

  /** Returns the timing of a stage by its layer's name. */
  public StageTiming stage(String name) {
    return stages.stream()
        .filter(stage -> stage.stage().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage (" + name + ") in " + design));
  }

  /** Returns the levels of a FIFO by its name. */
  public FifoLevel fifo(String name) {
    return fifos.stream()
        .filter(fifo -> fifo.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no FIFO (" + name + ") in " + design));
  }
}
