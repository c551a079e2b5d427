package org.sparseloom.search.folding;

import java.util.List;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.pipeline.ConvolutionChoice;

/**
 * What a folding may make use of.
 *
 * @param engines that convolutions may have, of {@link ConvolutionChoice#ENGINES}
 * @param multipliers that engines may have
 * @param mostDsp DSP slices of all that a device has
 */
public record Allowance(List<String> engines, List<MultiplierKind> multipliers, int mostDsp) {
  /** Everything that there is. */
  public static final Allowance ALL =
      new Allowance(
          ConvolutionChoice.ENGINES, List.of(MultiplierKind.values()), Integer.MAX_VALUE);

  public Allowance {
    engines = List.copyOf(engines);
    multipliers = List.copyOf(multipliers);
    if (engines.isEmpty() || !ConvolutionChoice.ENGINES.containsAll(engines)) {
      throw new IllegalArgumentException(
          "engines " + engines + " must be some of " + ConvolutionChoice.ENGINES);
    }
    if (multipliers.isEmpty() || mostDsp < 0) {
      throw new IllegalArgumentException(
          "multipliers " + multipliers + " must not be empty, DSP slices (" + mostDsp
              + ") not negative");
    }
  }

  /** Returns the same with other engines. */
  public Allowance withEngines(List<String> newEngines) {
    return new Allowance(newEngines, multipliers, mostDsp);
  }

  /** Returns what is left of a device. */
  Resources of(Resources device) {
    return new Resources(
        Math.min(device.dsp(), mostDsp), device.lut(), device.ff(), device.bram36(),
        device.uram());
  }
}
