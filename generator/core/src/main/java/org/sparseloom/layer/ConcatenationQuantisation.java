package org.sparseloom.layer;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * Quantises a concatenation. Inputs in equal units are copied. Else the coarsest unit becomes the
 * output's, if the output's format holds all inputs: the coarsest input then passes unchanged and
 * nothing saturates; if it does not, the calibrated one. Input i counts multiplier i / 2^shift units
 * of the output; the coarsest one's multiplier is exact, as the output's scale is taken from it.
 */
final class ConcatenationQuantisation {
  /** Ratios of scales beyond 2^14 would need multipliers of more than 16 bits. */
  private static final int LARGEST_RATIO = 1 << 14;

  private ConcatenationQuantisation() {}

  static QuantisedLayer of(Concatenation layer, QuantisationSite site) {
    NumberFormat output = outputFormat(site.inputs(), site.activationBits());
    boolean equal =
        new HashSet<>(site.inputScales()).size() == 1
            && site.inputs().stream().allMatch(output::equals);
    if (equal) {
      return quantised(layer, site, output, site.inputScale(), Optional.empty());
    }
    double coarsest = Collections.max(site.inputScales());
    boolean holdsAll =
        site.inputs().stream()
            .allMatch(input -> input.min() >= output.min() && input.max() <= output.max());
    double wanted = holdsAll ? coarsest : Math.max(site.outputScale(), coarsest / LARGEST_RATIO);
    int shift = Scaling.shift(coarsest / wanted);
    double largest = Math.max(1, Math.ceil(Math.scalb(coarsest / wanted, shift)));
    double outputScale = Math.scalb(coarsest / largest, shift);
    List<Integer> multipliers =
        site.inputScales().stream()
            .map(scale -> (int) Math.rint(Math.scalb(scale / outputScale, shift)))
            .toList();
    return quantised(
        layer,
        site,
        output,
        outputScale,
        Optional.of(
            new Requantisation(
                Collections.nCopies(multipliers.size(), 0L),
                multipliers,
                shift,
                output,
                site.integerThreshold(output, outputScale))));
  }

  private static QuantisedLayer quantised(
      Concatenation layer,
      QuantisationSite site,
      NumberFormat output,
      double outputScale,
      Optional<Requantisation> requantisation) {
    return new QuantisedLayer(
        layer, site.inputs(), site.inputScales(), output, outputScale, 0, Optional.empty(),
        requantisation);
  }

  /** The output is signed if any input is. */
  static NumberFormat outputFormat(List<NumberFormat> inputs, int bits) {
    return new NumberFormat(bits, inputs.stream().anyMatch(NumberFormat::signed));
  }
}
