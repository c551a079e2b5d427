package org.sparseloom.quantise;

import java.util.Map;
import org.sparseloom.problem.UserProblem;

/**
 * Real values of one unit of every stream, from a calibration or from design.json.
 *
 * @param inputSigned false if images are never negative
 * @param inputScale of the image stream
 * @param layers by layer name, of the layers' outputs
 */
public record ActivationScales(boolean inputSigned, double inputScale, Map<String, Double> layers) {
  public ActivationScales {
    layers = Map.copyOf(layers);
    check("inputScale", inputScale);
    layers.forEach((layer, scale) -> check("activationScale of layer " + layer, scale));
  }

  private static void check(String what, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw UserProblem.usage(
          what + " (" + scale + ") must be a positive number",
          "it was edited by hand; calibrate again.");
    }
  }

  /** Returns the scale of a layer's output; a usage problem if there is none. */
  public double of(String layer) {
    Double scale = layers.get(layer);
    if (scale == null) {
      throw UserProblem.usage(
          "layer " + layer + " must have an activationScale, but it is missing",
          "the design was made for another network.");
    }
    return scale;
  }
}
