package org.sparseloom.layer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * Quantises an addition: input i counts multiplier i / 2^shift units of the output, both
 * multipliers over one shift. As for averages the output's scale is taken from the integer
 * multiplier of the coarser input, which is thus exact; the other's differs from its ratio by at
 * most half a unit of the multiplier.
 */
final class AdditionQuantisation {
  /** Ratios of scales beyond 2^14 would need multipliers of more than 16 bits. */
  private static final int LARGEST_RATIO = 1 << 14;

  private AdditionQuantisation() {}

  static QuantisedLayer of(Addition layer, QuantisationSite site) {
    NumberFormat output = outputFormat(layer, site.inputs(), site.activationBits());
    double coarsest = Collections.max(site.inputScales());
    double wanted = Math.max(site.outputScale(), coarsest / LARGEST_RATIO);
    int shift = Scaling.shift(coarsest / wanted);
    // Upwards: the output's unit must not grow, or RELU6 would clip above 6.
    double largest = Math.max(1, Math.ceil(Math.scalb(coarsest / wanted, shift)));
    double outputScale = Math.scalb(coarsest / largest, shift);
    site.requireClip(layer, layer.activation(), output, outputScale);
    List<Integer> multipliers =
        site.inputScales().stream()
            .map(scale -> (int) Math.rint(Math.scalb(scale / outputScale, shift)))
            .toList();
    Requantisation requantisation =
        new Requantisation(
            Collections.nCopies(multipliers.size(), 0L),
            multipliers,
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

  /** A sum of values that are never negative is never negative. */
  static NumberFormat outputFormat(Addition layer, List<NumberFormat> inputs, int bits) {
    boolean negative = inputs.stream().anyMatch(NumberFormat::signed);
    return new NumberFormat(bits, negative && !layer.activation().rectifies());
  }
}
