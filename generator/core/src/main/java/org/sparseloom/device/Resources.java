package org.sparseloom.device;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * FPGA resources, used or offered.
 *
 * @param dsp DSP48 slices
 * @param lut six-input look-up tables, those used as memory included
 * @param ff flip-flops
 * @param bram36 36-kbit block RAMs; an 18-kbit one counts one half
 * @param uram 288-kbit UltraRAMs
 */
public record Resources(double dsp, double lut, double ff, double bram36, double uram) {
  public static final Resources NONE = new Resources(0, 0, 0, 0, 0);

  public Resources plus(Resources other) {
    return new Resources(
        dsp + other.dsp, lut + other.lut, ff + other.ff, bram36 + other.bram36, uram + other.uram);
  }

  public Resources times(double factor) {
    return new Resources(dsp * factor, lut * factor, ff * factor, bram36 * factor, uram * factor);
  }

  public boolean fitsIn(Resources limit) {
    return dsp <= limit.dsp && lut <= limit.lut && ff <= limit.ff && bram36 <= limit.bram36
        && uram <= limit.uram;
  }

  /**
   * Returns in words what of these a limit does not cover, e.g. "96 DSP, usable are 80 (short by
   * 16)", one text for each kind of resource; nothing if they fit.
   */
  public List<String> shortages(Resources limit) {
    return Stream.of(
            shortage("DSP", dsp, limit.dsp),
            shortage("LUT", lut, limit.lut),
            shortage("FF", ff, limit.ff),
            shortage("BRAM36", bram36, limit.bram36),
            shortage("URAM", uram, limit.uram))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns what one kind of resource lacks, as {@link #shortages} says it, if it does. */
  public static Optional<String> shortage(String kind, double needed, double offered) {
    return needed <= offered
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s %s, usable are %s (short by %s)",
                halves(Math.ceil(needed * 2) / 2),
                kind,
                halves(Math.floor(offered * 2) / 2),
                halves(Math.ceil((needed - offered) * 2) / 2)));
  }

  /** Half of a 36-kbit block RAM is the smallest thing that can be short. */
  private static String halves(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
