package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparseloom.layer.Stage;
import org.sparseloom.progress.Progress;

/** A bench built, if need be, and run. */
record BenchRun(BenchBuilder.Bench bench, BenchReport report) {
  private static final Pattern PROGRESS =
      Pattern.compile("progress images=(\\d+) of=(\\d+) cycles=(\\d+) cyclesPerSecond=(\\d+)");

  /** Folders of a bench: that of the designs, that of all that is made, that of expected values. */
  record Place(Path root, Path work, Path values) {}

  /**
   * Builds and runs a bench.
   *
   * @param images that there are values for
   * @param what is simulated, for people; may be empty
   */
  static BenchRun of(
      Toolchain tools, Place place, List<BenchDesign> designs, int images,
      SimulationOptions options, Progress progress, String what) {
    progress.update("Verilator build", 0, 1, what);
    BenchBuilder.Bench bench =
        new BenchBuilder(tools, options.cache())
            .build(place.root(), place.work(), designs, options);
    Path report = place.work().resolve("bench-report.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                bench.executable().toString(),
                "--images", Integer.toString(images),
                "--values", place.values().toString(),
                "--result", report.toString(),
                "--stall", Double.toString(options.stallProbability()),
                "--seed", Long.toString(options.seed()),
                "--watchdog", Long.toString(watchdogCycles(designs))));
    if (options.trace()) {
      command.addAll(List.of("--trace", place.work().resolve("trace.vcd").toString()));
    }
    progress.update("simulation", 0, images, what);
    BenchReport read =
        new TestbenchRun(
                "simulation", report, place.work().resolve("simulation.log"), PROGRESS,
                line -> show(line, progress))
            .report(command, place.root(), BenchReport::read);
    progress.update("simulation", images, images, what);
    return new BenchRun(bench, read);
  }

  private static void show(Matcher line, Progress progress) {
    progress.update(
        "simulation",
        Long.parseLong(line.group(1)),
        Long.parseLong(line.group(2)),
        line.group(3) + " cycles, " + line.group(4) + " a second");
  }

  /**
   * Cycles without any transfer that no sound design needs: several times the longest that a stage
   * may work on one pixel, plus the longest stalls that the testbench makes.
   */
  private static long watchdogCycles(List<BenchDesign> designs) {
    long longest = 0;
    for (BenchDesign design : designs) {
      for (Stage stage : design.stages()) {
        long macsPerPixel = stage.layer().macs() / stage.layer().outputShape().pixels();
        longest = Math.max(longest, macsPerPixel / Math.max(1, stage.multipliers()));
      }
    }
    return 20_000 + 4 * longest;
  }
}
