package org.sparseloom.device;

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
}
