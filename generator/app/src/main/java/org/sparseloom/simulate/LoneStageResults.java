package org.sparseloom.simulate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What simulations of single stages found: the contents of simulation-stages/stages.json.
 *
 * @param images that each stage has worked on, the first of them once more at the end
 * @param stallProbability at all ends; cycles are measured only if it is 0
 * @param stages in the order in which they were simulated
 */
@JsonPropertyOrder({"formatVersion", "images", "stallProbability", "seed", "stages"})
public record LoneStageResults(
    int formatVersion, int images, double stallProbability, long seed,
    List<LoneStageResult> stages) {
  /** Version of stages.json. */
  public static final int FORMAT_VERSION = 1;

  public LoneStageResults {
    stages = List.copyOf(stages);
  }
}
