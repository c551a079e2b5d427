package org.sparseloom.simulate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a simulation found: the contents of simulation/simulation.json.
 *
 * @param images simulated, each by every design
 * @param bitExact whether every stream of every design carried what the reference says
 * @param stallProbability at both ends; figures are speeds only if it is 0
 * @param stallInside whether all FIFOs stalled as often
 * @param cycles simulated in all
 * @param buildSeconds for Verilator and the compiler; 0 if an earlier build was good
 * @param runSeconds of the simulation itself
 * @param mismatchCount wrong values; the run ends early if there are very many
 * @param mismatches the first of them
 */
@JsonPropertyOrder({
  "formatVersion", "images", "bitExact", "stallProbability", "stallInside", "seed", "cycles",
  "buildSeconds", "runSeconds", "simulatedCyclesPerSecond"
})
public record SimulationResult(
    int formatVersion,
    int images,
    boolean bitExact,
    double stallProbability,
    boolean stallInside,
    long seed,
    long cycles,
    double buildSeconds,
    double runSeconds,
    double simulatedCyclesPerSecond,
    List<DesignResult> designs,
    long mismatchCount,
    List<Mismatch> mismatches,
    List<ProtocolError> protocolErrors,
    List<Deadlock> deadlocks) {
  /** Version of simulation.json. */
  public static final int FORMAT_VERSION = 1;

  public SimulationResult {
    designs = List.copyOf(designs);
    mismatches = List.copyOf(mismatches);
    protocolErrors = List.copyOf(protocolErrors);
    deadlocks = List.copyOf(deadlocks);
  }

  /** Returns the first design's figures: the only one, unless a bench was built of several. */
  public DesignResult design() {
    return designs.get(0);
  }

  /** Returns a design's figures by its name. */
  public DesignResult design(String name) {
    return designs.stream()
        .filter(design -> design.design().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no design (" + name + ")"));
  }

  /** Returns what is wrong, for people: the first mismatch and so on; "" if all is well. */
  public String faults() {
    return faults(mismatchCount, mismatches, protocolErrors, deadlocks);
  }

  static String faults(
      long mismatchCount, List<Mismatch> mismatches, List<ProtocolError> protocolErrors,
      List<Deadlock> deadlocks) {
    return Stream.of(
            Mismatch.faults(mismatchCount, mismatches).stream(),
            protocolErrors.stream().limit(5).map(ProtocolError::text),
            deadlocks.stream().map(Deadlock::text))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }
}
