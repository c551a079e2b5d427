package org.sparseloom.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparseloom.baselines.DesignFigures;

/** Designs below each other, what is not known of them as a dash. */
final class FiguresTable {
  private FiguresTable() {}

  static void print(List<DesignFigures> designs, Terminal terminal) {
    terminal.line(
        "%-32s %-36s %-15s %4s %10s %7s %5s %8s %8s %7s %9s %9s",
        "design", "network", "part", "MHz", "images/s", "top-1", "DSP", "LUT", "FF", "BRAM36",
        "/cyc/DSP", "/cyc/kLUT");
    for (DesignFigures design : designs) {
      terminal.line(
          "%-32s %-36s %-15s %4s %10.1f %7s %5s %8s %8s %7s %9s %9s  %s",
          design.name(),
          design.network(),
          design.part(),
          text(design.clockMegahertz(), "%.0f"),
          design.imagesPerSecond(),
          text(design.accuracy().map(share -> 100 * share), "%.1f %%"),
          text(design.dsp(), "%.0f"),
          text(design.lut(), "%.0f"),
          text(design.ff(), "%.0f"),
          text(design.bram36(), "%.1f"),
          text(design.imagesPerCyclePerDsp(), "%.2e"),
          text(design.imagesPerCyclePerKiloLut(), "%.2e"),
          "speed: " + design.how() + "; resources: " + design.counted());
    }
  }

  private static String text(Optional<Double> value, String format) {
    return value.map(number -> String.format(Locale.ROOT, format, number)).orElse("-");
  }
}
