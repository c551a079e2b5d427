package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.hls.HlsBackend;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;

/**
 * Simulates the C++ of generated accelerators with a plain compiler and compares the output stream of
 * every stage with the integer reference.
 */
public final class CSimulator {
  /** Folder below a design's for all that a simulation makes. */
  public static final String FOLDER = "simulation-hls";

  private static final Pattern PROGRESS = Pattern.compile("progress images=(\\d+) of=(\\d+)");

  private final Path compiler;
  private final Progress progress;

  /** A simulator that says how far it is. */
  public CSimulator(Path compiler, Progress progress) {
    this.compiler = compiler;
    this.progress = progress;
  }

  /**
   * Simulates the design that lies in a folder; writes simulation-hls/simulation.json there.
   *
   * @throws UserProblem if the folder has no C++, or it cannot be built or run; not if it finds
   *     faults
   */
  public CSimulationResult simulate(Path folder, BenchDesign design) {
    if (design.manifest().files().stream().noneMatch(f -> f.startsWith(HlsBackend.FOLDER + "/"))) {
      throw UserProblem.usage(
          "folder (" + folder + ") must hold C++ in " + HlsBackend.FOLDER + "/",
          "generate it so: sparseloom generate MODEL.onnx --backend hls -o " + folder);
    }
    Path root = folder.toAbsolutePath().normalize();
    Path work = root.resolve(FOLDER);
    int images = design.reference().images();
    StreamValues.write(work.resolve("values"), 0, design, progress);
    progress.update("C++ build", 0, 1, "");
    long begin = System.nanoTime();
    Path testbench =
        new CBuilder(compiler, Optimisation.of(List.of(design)))
            .build(root, work, design.manifest().files());
    double buildSeconds = (System.nanoTime() - begin) / 1e9;
    begin = System.nanoTime();
    CReport report = run(root, work, testbench, images);
    double runSeconds = (System.nanoTime() - begin) / 1e9;
    CSimulationResult result =
        new CSimulationResult(
            CSimulationResult.FORMAT_VERSION,
            report.images(),
            report.mismatchCount() == 0 && report.images() == images,
            buildSeconds,
            runSeconds,
            report.engineCycles(),
            report.mismatchCount(),
            report.mismatches().stream().map(wrong -> wrong.mismatch(design)).toList());
    new FolderDestination(work)
        .write(new Artifact(Simulator.RESULT, SimulationFile.json(result)));
    return result;
  }

  private CReport run(Path root, Path work, Path testbench, int images) {
    Path report = work.resolve("report.json");
    return new TestbenchRun(
            "C simulation", report, work.resolve("simulation.log"), PROGRESS, this::show)
        .report(
            List.of(
                testbench.toString(), "--images", Integer.toString(images),
                "--values", work.resolve("values").toString(), "--result", report.toString()),
            root,
            CReport::read);
  }

  private void show(Matcher line) {
    progress.update(
        "C simulation", Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), "");
  }
}
