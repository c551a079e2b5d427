package org.sparseloom.baselines;

import java.util.Optional;
import org.sparseloom.device.Resources;
import org.sparseloom.report.Report;

/**
 * What one design does and takes, ours or another's, so that they can stand in one table. What is not
 * known is absent.
 *
 * @param name of the design
 * @param network with its data set
 * @param part FPGA or device
 * @param clockMegahertz of the design
 * @param imagesPerSecond steady, unless {@code how} says otherwise
 * @param how where the rate is from: a board, simulated, estimated
 * @param accuracy top-1 share, 0..1
 * @param dsp DSP slices; likewise lut, ff and 36-kbit block RAMs
 * @param counted where the resources are from: published, synthesised, estimated
 */
public record DesignFigures(
    String name,
    String network,
    String part,
    Optional<Double> clockMegahertz,
    double imagesPerSecond,
    String how,
    Optional<Double> accuracy,
    Optional<Double> dsp,
    Optional<Double> lut,
    Optional<Double> ff,
    Optional<Double> bram36,
    String counted) {
  private static final double MEGA = 1e6;
  private static final double KILO = 1e3;

  /** Returns a generated design's: simulated and synthesised figures where there are any. */
  public static DesignFigures of(String name, Report report) {
    double cycles =
        report
            .simulated()
            .map(Report.Simulated::cyclesPerImage)
            .orElse(report.predicted().cyclesPerImage());
    Resources resources =
        report
            .synthesised()
            .map(Report.Synthesised::resources)
            .orElse(report.predicted().resources());
    return new DesignFigures(
        name,
        report.network(),
        report.device(),
        Optional.of(report.clockMegahertz()),
        report.clockMegahertz() * MEGA / cycles,
        report.simulated().isPresent() ? "simulated" : "estimated",
        report.accuracy().map(Report.Accuracy::sparse),
        Optional.of(resources.dsp()),
        Optional.of(resources.lut()),
        Optional.of(resources.ff()),
        Optional.of(resources.bram36()),
        report.synthesised().isPresent() ? "synthesised" : "estimated");
  }

  /** Returns images a cycle; absent without a clock. */
  public Optional<Double> imagesPerCycle() {
    return clockMegahertz.map(clock -> imagesPerSecond / (clock * MEGA));
  }

  /** Returns images a cycle and DSP, the efficiency that HASS (FPL 2024) compares by. */
  public Optional<Double> imagesPerCyclePerDsp() {
    return imagesPerCycle().flatMap(rate -> dsp.filter(d -> d > 0).map(d -> rate / d));
  }

  /** Returns images a cycle and thousand LUTs. */
  public Optional<Double> imagesPerCyclePerKiloLut() {
    return imagesPerCycle().flatMap(rate -> lut.filter(l -> l > 0).map(l -> rate / (l / KILO)));
  }
}
