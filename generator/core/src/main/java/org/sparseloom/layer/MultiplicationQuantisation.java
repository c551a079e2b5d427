package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * Quantises a multiplication: the exact product of both integers times multiplier / 2^shift. As for
 * averages the output's scale is then taken from the integer multiplier.
 */
final class MultiplicationQuantisation {
  private MultiplicationQuantisation() {}

  static QuantisedLayer of(Multiplication layer, QuantisationSite site) {
    NumberFormat output = outputFormat(layer, site.inputs(), site.activationBits());
    double unit = site.inputScales().get(0) * site.inputScales().get(1);
    int shift = Scaling.shift(unit / site.outputScale());
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    // Upwards: the output's unit must not grow, or RELU6 would clip above 6.
    double exact = Math.ceil(Math.scalb(unit / site.outputScale(), shift));
    int multiplier = (int) Math.max(1, Math.min(limit, exact));
    double outputScale = Math.scalb(unit / multiplier, shift);
    site.requireClip(layer, layer.activation(), output, outputScale);
    Requantisation requantisation =
        new Requantisation(
            List.of(0L),
            List.of(multiplier),
            shift,
            output,
            site.integerThreshold(output, outputScale));
    return new QuantisedLayer(
        layer,
        site.inputs(),
        site.inputScales(),
        output,
        outputScale,
        0,
        Optional.empty(),
        Optional.of(requantisation));
  }

  /** A product of values that are never negative is never negative. */
  static NumberFormat outputFormat(Multiplication layer, List<NumberFormat> inputs, int bits) {
    boolean negative = inputs.stream().anyMatch(NumberFormat::signed);
    return new NumberFormat(bits, negative && !layer.activation().rectifies());
  }
}
