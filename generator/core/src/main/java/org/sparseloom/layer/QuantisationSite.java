package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.UserProblem;

/**
 * What a layer needs to become integers.
 *
 * @param inputs formats of the incoming streams
 * @param inputScales real value of one unit of each input
 * @param weightBits signed width of weights
 * @param activationBits width of the output; maximum pooling keeps its input's
 * @param outputScale real value of one unit of the output; maximum pooling keeps its input's
 * @param weightThreshold tau_w: weights of smaller magnitude become 0
 * @param activationThreshold tau_a: outputs of smaller magnitude become 0
 * @param kernel float weights if the layer has any
 * @param weightScales real value of one unit of the weights of each output, if the file states it:
 *     the weights are integers of it then, and are taken as they are
 */
public record QuantisationSite(
    List<NumberFormat> inputs,
    List<Double> inputScales,
    int weightBits,
    int activationBits,
    double outputScale,
    double weightThreshold,
    double activationThreshold,
    Optional<ImportedLayer.Kernel> kernel,
    Optional<double[]> weightScales) {
  /** What a scale may exceed its limit by, being a quotient of rounded numbers. */
  private static final double ROUNDING = 1e-9;

  public QuantisationSite {
    inputs = List.copyOf(inputs);
    inputScales = List.copyOf(inputScales);
  }

  /** A site whose weights have the scales that suit them. */
  public QuantisationSite(
      List<NumberFormat> inputs,
      List<Double> inputScales,
      int weightBits,
      int activationBits,
      double outputScale,
      double weightThreshold,
      double activationThreshold,
      Optional<ImportedLayer.Kernel> kernel) {
    this(
        inputs,
        inputScales,
        weightBits,
        activationBits,
        outputScale,
        weightThreshold,
        activationThreshold,
        kernel,
        Optional.empty());
  }

  /** Returns the format of the first input, the only one of most layers. */
  NumberFormat input() {
    return inputs.get(0);
  }

  /** Returns the scale of the first input. */
  double inputScale() {
    return inputScales.get(0);
  }

  /**
   * Refuses an output scale with which saturation would not be the activation's clip: the largest
   * code must stand for at most the largest output.
   */
  void requireClip(Layer layer, Activation activation, NumberFormat output, double scale) {
    double limit = activation.largest() / output.max();
    if (scale > limit * (1 + ROUNDING)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": activationScale (" + scale + ") must be at most " + limit
              + ", so that the largest of " + output.bits() + " bits stands for "
              + activation.largest() + " (" + activation.word() + ")",
          "it was edited by hand; calibrate again, or give the layers before it more bits.");
    }
  }

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
