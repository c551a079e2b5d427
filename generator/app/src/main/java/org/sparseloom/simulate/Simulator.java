package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.List;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;

/**
 * Simulates generated accelerators with Verilator and compares every stream of every stage with the
 * integer reference.
 */
public final class Simulator {
  /** Folder below a design's for all that a simulation makes. */
  public static final String FOLDER = "simulation";

  /** The result's file in that folder. */
  public static final String RESULT = "simulation.json";

  private final Toolchain tools;
  private final Progress progress;

  /** A simulator that says how far it is. */
  public Simulator(Toolchain tools, Progress progress) {
    this.tools = tools;
    this.progress = progress;
  }

  /** Simulates one design that lies in a folder; writes simulation/simulation.json there. */
  public SimulationResult simulate(Path folder, BenchDesign design, SimulationOptions options) {
    return simulate(folder, FOLDER, List.of(design), options);
  }

  /**
   * Simulates designs side by side in one executable.
   *
   * @param folder where rtl/ and memory/ of all designs are
   * @param work name of the folder below it for what the simulation makes, with its result
   * @param designs of different names, with layers of different names, with equally many images
   * @throws UserProblem if the simulation cannot be built or run; not if it finds faults
   */
  public SimulationResult simulate(
      Path folder, String work, List<BenchDesign> designs, SimulationOptions options) {
    Path root = folder.toAbsolutePath().normalize();
    Path workFolder = root.resolve(work);
    int images = images(designs);
    for (int design = 0; design < designs.size(); design++) {
      StreamValues.write(workFolder.resolve("values"), design, designs.get(design), progress);
    }
    BenchRun run =
        BenchRun.of(
            tools, new BenchRun.Place(root, workFolder, workFolder.resolve("values")), designs,
            images, options, progress, "");
    SimulationResult result = result(run.report(), run.bench(), options);
    new FolderDestination(workFolder).write(new Artifact(RESULT, SimulationFile.json(result)));
    return result;
  }

  private static int images(List<BenchDesign> designs) {
    List<Integer> images = designs.stream().map(d -> d.reference().images()).distinct().toList();
    if (images.size() != 1 || images.get(0) < 1) {
      throw UserProblem.usage(
          "images to simulate (" + images + ") must be at least 1, as many for every design",
          "take --images 16");
    }
    return images.get(0);
  }

  private static SimulationResult result(
      BenchReport report, BenchBuilder.Bench bench, SimulationOptions options) {
    List<DesignResult> designs = report.designs().stream().map(report::result).toList();
    return new SimulationResult(
        SimulationResult.FORMAT_VERSION,
        report.images(),
        report.complete() && designs.stream().allMatch(DesignResult::bitExact),
        options.stallProbability(),
        options.stallInside(),
        options.seed(),
        report.cycles(),
        bench.seconds(),
        report.seconds(),
        report.seconds() > 0 ? report.cycles() / report.seconds() : 0,
        designs,
        report.mismatchCount(),
        report.mismatches(),
        report.protocolErrors(),
        report.deadlocks());
  }
}
