package org.sparseloom.simulate;

import java.util.List;
import org.sparseloom.layer.Stage;

/** How well the C++ of a simulation is optimised: what runs briefly is not worth compiling long. */
enum Optimisation {
  /** Compiles in half the time of {@link #LONG_RUN} and runs five times as long (measured). */
  SHORT_RUN("-O0", "-short", "-O1"),

  /** -Os and -O2 take twice as long to compile and run no faster (measured). */
  LONG_RUN("-O1", "", "-O2");

  /**
   * Clock cycles of a simulation that are too many for SHORT_RUN, whatever the size of the design: both
   * the time that LONG_RUN compiles longer and the time that it runs less grow with that. With two
   * processors, and one of them simulating, 4,700 cycles of three networks with 17 MB of C++ ran for
   * 1.1 s longer and were compiled in 7 s less.
   */
  private static final long LONG_RUN_CYCLES = 30_000;

  private final String option;
  private final String suffix;
  private final String stageOption;

  Optimisation(String option, String suffix, String stageOption) {
    this.option = option;
    this.suffix = suffix;
    this.stageOption = stageOption;
  }

  /** Returns what suits designs side by side, simulated with all images of their references. */
  static Optimisation of(List<BenchDesign> designs) {
    long longest = designs.stream().mapToLong(Optimisation::cycles).max().orElse(0);
    return longest < LONG_RUN_CYCLES ? SHORT_RUN : LONG_RUN;
  }

  /** About the most cycles that a design needs without stalls. */
  private static long cycles(BenchDesign design) {
    long interval = 0;
    for (Stage stage : design.stages()) {
      long beats = Math.max(stage.input().beatsPerImage(), stage.output().beatsPerImage());
      long busy = stage.multipliers() == 0 ? 0 : stage.layer().macs() / stage.multipliers();
      interval = Math.max(interval, Math.max(beats, busy));
    }
    return interval * design.reference().images();
  }

  /** Returns the compiler's option for Verilator's C++ that runs every cycle. */
  String option() {
    return option;
  }

  /** Returns what the executable's name ends with. */
  String suffix() {
    return suffix;
  }

  /**
   * Returns the compiler's option for the stages of a C simulation, at least -O1: without it the
   * compiler does not see that something is used before it is set.
   */
  String stageOption() {
    return stageOption;
  }
}
