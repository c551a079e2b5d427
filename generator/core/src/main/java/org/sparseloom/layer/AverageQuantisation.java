package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * Quantises an average of {@code taps} values: their exact sum times multiplier / 2^shift. The
 * output's scale is then taken from the integer multiplier, so that nothing but the final rounding
 * (half a unit) differs from the mean.
 */
final class AverageQuantisation {
  private AverageQuantisation() {}

  static QuantisedLayer of(Layer layer, int taps, QuantisationSite site) {
    NumberFormat output = outputFormat(site.input(), site.activationBits());
    double ratio = site.inputScale() / (site.outputScale() * taps);
    int shift = Scaling.shift(ratio);
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    int multiplier = (int) Math.max(1, Math.min(limit, Math.rint(Math.scalb(ratio, shift))));
    double outputScale = Math.scalb(site.inputScale() / ((double) taps * multiplier), shift);
    Requantisation requantisation =
        new Requantisation(
            List.of(0L),
            List.of(multiplier),
            shift,
            output,
            site.integerThreshold(output, outputScale));
    return new QuantisedLayer(
        layer,
        site.input(),
        site.inputScale(),
        output,
        outputScale,
        0,
        Optional.empty(),
        Optional.of(requantisation));
  }

  /** A mean of values that are never negative is never negative. */
  static NumberFormat outputFormat(NumberFormat input, int bits) {
    return new NumberFormat(bits, input.signed());
  }
}
