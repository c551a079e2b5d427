package org.sparseloom.simulate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What was found when one stage was simulated alone, with its memories and the connections in front of
 * it: converters and FIFOs up to its producers.
 *
 * @param stage layer name
 * @param engine of the stage
 * @param bitExact whether its streams carried what the reference says, all of it, by the rules
 * @param cyclesPerImage mean cycles from the last output beat of an image to that of the next one;
 *     absent with stalls, and if not all images came out
 * @param predictedCyclesPerImage what the stage's model says for the same images, or what the
 *     connections in front of it need if that is more
 * @param buildSeconds for Verilator and the compiler; 0 if an earlier build was good
 * @param runSeconds of the simulation itself
 * @param mismatchCount wrong values; the run ends early if there are very many
 * @param mismatches the first of them
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LoneStageResult(
    String stage,
    String engine,
    boolean bitExact,
    Optional<Double> cyclesPerImage,
    double predictedCyclesPerImage,
    double buildSeconds,
    double runSeconds,
    long mismatchCount,
    List<Mismatch> mismatches,
    List<ProtocolError> protocolErrors,
    List<Deadlock> deadlocks) {
  public LoneStageResult {
    mismatches = List.copyOf(mismatches);
    protocolErrors = List.copyOf(protocolErrors);
    deadlocks = List.copyOf(deadlocks);
  }

  /** Returns what is wrong, for people; "" if all is well. */
  public String faults() {
    return SimulationResult.faults(mismatchCount, mismatches, protocolErrors, deadlocks);
  }

  /** Returns by how many percent more cycles were measured than predicted, if they were measured. */
  public Optional<Double> differencePercent() {
    return cyclesPerImage.map(cycles -> 100 * (cycles / predictedCyclesPerImage - 1));
  }
}
