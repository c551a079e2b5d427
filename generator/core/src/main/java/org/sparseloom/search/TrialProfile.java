package org.sparseloom.search;

import java.util.List;
import java.util.Map;
import org.sparseloom.sparsity.Thresholds;

/**
 * What flows through the network under the thresholds of one trial; arrays are shared, not copied.
 *
 * @param thresholds by layer
 * @param images the profile images: channels x height x width each
 * @param outputs by layer, behind its threshold: image after image, channels x height x width each
 */
public record TrialProfile(
    Map<String, Thresholds> thresholds, List<float[]> images, Map<String, float[]> outputs) {
  public TrialProfile {
    thresholds = Map.copyOf(thresholds);
    images = List.copyOf(images);
    outputs = Map.copyOf(outputs);
  }
}
