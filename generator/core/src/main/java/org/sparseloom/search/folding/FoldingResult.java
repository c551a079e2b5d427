package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.LayerChoice;

/**
 * A folding of every layer.
 *
 * @param choices in the network's order
 * @param cyclesPerImage interval of the slowest stage or connection
 * @param resources of all stages and connections
 * @param ultraFifos whether deep FIFOs are in UltraRAM: nothing fits without
 */
public record FoldingResult(
    List<LayerChoice> choices, double cyclesPerImage, Resources resources, boolean ultraFifos) {
  public FoldingResult {
    choices = List.copyOf(choices);
  }
}
