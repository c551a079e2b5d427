package org.sparseloom.simulate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What a C simulation found: the contents of simulation-hls/simulation.json.
 *
 * @param images simulated
 * @param bitExact whether every stage gave what the reference says
 * @param buildSeconds of the C++ compiler
 * @param runSeconds of the simulation itself
 * @param engineCycles of every stage with weights: passes of its engines' loop over all images; 0 for
 *     others
 * @param mismatchCount wrong values; the run ends early if there are very many
 * @param mismatches the first of them
 */
@JsonPropertyOrder({"formatVersion", "images", "bitExact", "buildSeconds", "runSeconds"})
public record CSimulationResult(
    int formatVersion,
    int images,
    boolean bitExact,
    double buildSeconds,
    double runSeconds,
    List<Long> engineCycles,
    long mismatchCount,
    List<Mismatch> mismatches) {
  /** Version of the file. */
  public static final int FORMAT_VERSION = 1;

  public CSimulationResult {
    engineCycles = List.copyOf(engineCycles);
    mismatches = List.copyOf(mismatches);
  }

  /** Returns what is wrong, for people; "" if all is well. */
  public String faults() {
    return Mismatch.faults(mismatchCount, mismatches).orElse("");
  }
}
