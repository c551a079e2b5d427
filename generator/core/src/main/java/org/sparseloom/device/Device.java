package org.sparseloom.device;

/**
 * An FPGA as the folding search sees it; loaded from a data file devices/NAME.json.
 *
 * @param name as given to --device, e.g. "Z7020"
 * @param family "xc7" or "xcup": what Yosys' synth_xilinx -family is given
 * @param limits what the part offers
 * @param usableShare share of LUT and FF that a design may fill and still route, 0..1
 * @param clockMegahertz default clock
 */
public record Device(
    String name, String family, Resources limits, double usableShare, double clockMegahertz) {

  /** Returns this device at another clock. */
  public Device withClock(double megahertz) {
    return new Device(name, family, limits, usableShare, megahertz);
  }

  /** Returns what a design may use: all DSP and memory blocks, the usable share of LUT and FF. */
  public Resources budget() {
    return new Resources(
        limits.dsp(),
        limits.lut() * usableShare,
        limits.ff() * usableShare,
        limits.bram36(),
        limits.uram());
  }
}
