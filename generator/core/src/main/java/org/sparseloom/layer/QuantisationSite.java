package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;

/**
 * What a layer needs to become integers.
 *
 * @param input format of the incoming stream
 * @param inputScale real value of one unit of the input
 * @param weightBits signed width of weights
 * @param activationBits width of the output; maximum pooling keeps its input's
 * @param outputScale real value of one unit of the output; maximum pooling keeps its input's
 * @param weightThreshold tau_w: weights of smaller magnitude become 0
 * @param activationThreshold tau_a: outputs of smaller magnitude become 0
 * @param kernel float weights if the layer has any
 */
public record QuantisationSite(
    NumberFormat input,
    double inputScale,
    int weightBits,
    int activationBits,
    double outputScale,
    double weightThreshold,
    double activationThreshold,
    Optional<ImportedLayer.Kernel> kernel) {

  /**
   * Returns tau_a in integers: the smallest q with q * scale >= tau_a, but at most the largest
   * value of the format so that hardware can hold it.
   *
   * @param scale real value of one unit of the output
   */
  int integerThreshold(NumberFormat output, double scale) {
    double units = Math.min(activationThreshold / scale, output.max());
    long threshold = (long) Math.ceil(units);
    // The division may have rounded across an integer.
    if (threshold > 0 && (threshold - 1) * scale >= activationThreshold) {
      threshold--;
    } else if (threshold * scale < activationThreshold) {
      threshold++;
    }
    return (int) Math.min(threshold, output.max());
  }
}
