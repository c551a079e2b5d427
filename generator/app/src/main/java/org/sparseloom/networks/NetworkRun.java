package org.sparseloom.networks;

/**
 * What became of one network.
 *
 * @param name of the network
 * @param digest of all that the result depends on; a later run with the same one keeps it
 * @param problem why it could not be generated or simulated; "" if it was
 * @param images simulated
 * @param layers stages of the accelerator
 * @param macs multiply-accumulates of an image
 * @param multipliers of all engines
 * @param predictedCycles per image, from the first image's end to the last one's
 * @param simulatedCycles likewise (with four images and more without the first interval)
 * @param bitExact every stream of every stage equals the reference
 * @param faults the first that was wrong, for people
 * @param generateSeconds from the model to all files
 * @param buildSeconds of Verilator and the C++ compiler
 * @param runSeconds of the simulation
 * @param cyclesPerSecond simulated
 */
public record NetworkRun(
    String name,
    String digest,
    String problem,
    int images,
    int layers,
    long macs,
    long multipliers,
    double predictedCycles,
    double simulatedCycles,
    boolean bitExact,
    String faults,
    double generateSeconds,
    double buildSeconds,
    double runSeconds,
    double cyclesPerSecond) {

  /** Returns what is known of a network that could not be generated or simulated. */
  public static NetworkRun failed(String name, String digest, String problem) {
    return new NetworkRun(name, digest, problem, 0, 0, 0, 0, 0, 0, false, "", 0, 0, 0, 0);
  }

  /** Returns whether it was generated and simulated, right or wrong. */
  public boolean finished() {
    return problem.isEmpty();
  }

  /** Returns by how many percent the simulated interval is longer than the predicted one. */
  public double differencePercent() {
    return 100 * (simulatedCycles / predictedCycles - 1);
  }
}
