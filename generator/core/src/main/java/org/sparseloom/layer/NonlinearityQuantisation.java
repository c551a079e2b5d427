package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * Quantises a nonlinearity. Inputs of up to 8 bits are looked up in a table, whose entries need
 * nothing but the scales; wider ones pass a {@link NonlinearityGate}, and what leaves it, alone or
 * times the input, is scaled by one multiplier and shift. As for averages the output's scale is then
 * taken from the integer multiplier.
 */
final class NonlinearityQuantisation {
  /** Widest input with a table. */
  static final int TABLE_BITS = 8;

  private NonlinearityQuantisation() {}

  static boolean tabulated(NumberFormat input) {
    return input.bits() <= TABLE_BITS;
  }

  static QuantisedLayer of(Nonlinearity layer, QuantisationSite site) {
    NumberFormat output = outputFormat(layer, site.input(), site.activationBits());
    if (tabulated(site.input())) {
      // A table has neither biases nor multipliers; the shift is never used.
      return quantised(layer, site, output, site.outputScale(), List.of(), 1);
    }
    double unit = unit(layer, site.inputScale());
    int shift = Scaling.shift(unit / site.outputScale());
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    double exact = Math.scalb(unit / site.outputScale(), shift);
    int multiplier = (int) Math.max(1, Math.min(limit, Math.rint(exact)));
    double outputScale = Math.scalb(unit / multiplier, shift);
    return quantised(layer, site, output, outputScale, List.of(multiplier), shift);
  }

  private static QuantisedLayer quantised(
      Nonlinearity layer,
      QuantisationSite site,
      NumberFormat output,
      double outputScale,
      List<Integer> multipliers,
      int shift) {
    Requantisation requantisation =
        new Requantisation(
            multipliers.stream().map(multiplier -> 0L).toList(),
            multipliers,
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

  /** Returns the real value of a unit of what is scaled: of the gate, or of gate times input. */
  private static double unit(Nonlinearity layer, double inputScale) {
    double gate =
        layer.function().smooth()
            ? 1.0 / NonlinearitySigmoid.ONE
            : layer.slope() * inputScale;
    return layer.function().timesInput() ? gate * inputScale : gate;
  }

  /** A gate is never negative; times a value it has the value's sign. */
  static NumberFormat outputFormat(Nonlinearity layer, NumberFormat input, int bits) {
    return new NumberFormat(bits, layer.function().timesInput() && input.signed());
  }
}
