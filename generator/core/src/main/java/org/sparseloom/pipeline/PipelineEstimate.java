package org.sparseloom.pipeline;

import java.util.List;
import org.sparseloom.device.Resources;

/**
 * What a pipeline is expected to do and cost.
 *
 * @param cyclesPerImage steady interval between images
 * @param latencyCycles from an image's first input beat to its last output beat, pipeline empty
 * @param clockMegahertz that imagesPerSecond is for
 * @param resources of all stages and connections
 * @param stages in order
 */
public record PipelineEstimate(
    double cyclesPerImage,
    long latencyCycles,
    double clockMegahertz,
    Resources resources,
    List<StageEstimate> stages) {
  public PipelineEstimate {
    stages = List.copyOf(stages);
  }

  /**
   * Returns this with interval and latency as images played through the pipeline have them; the
   * interval is never shorter than that of the slowest stage or connection.
   */
  public PipelineEstimate played(PipelineTrace trace) {
    return new PipelineEstimate(
        Math.max(cyclesPerImage, trace.cyclesPerImage()),
        trace.latencyCycles(),
        clockMegahertz,
        resources,
        stages);
  }

  /** Returns images per second at the design's clock. */
  public double imagesPerSecond() {
    return clockMegahertz * 1e6 / cyclesPerImage;
  }
}
