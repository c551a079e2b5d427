package org.sparseloom.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.LoneStage;
import org.sparseloom.emit.StreamPlace;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;

/**
 * Simulates single stages of a generated accelerator with Verilator, each in an executable of its own.
 * A stage is given what the integer reference computes for its inputs, as fast as it takes it, and
 * every value that it gives is compared. The first image follows the last one once more: so each image
 * once is the one that comes out next, and the interval does not hang on how the stage is filled.
 */
public final class StageSimulator {
  /** Folder below a design's for all that the simulations make. */
  public static final String FOLDER = "simulation-stages";

  /** The results' file in that folder. */
  public static final String RESULT = "stages.json";

  /**
   * A stage that is to be simulated.
   *
   * @param index in the pipeline
   * @param predictedCyclesPerImage for the images of the simulation
   */
  public record Chosen(int index, double predictedCyclesPerImage) {}

  private final Toolchain tools;
  private final Progress progress;
  private final Consumer<LoneStageResult> finished;

  /** A simulator that says how far it is and hands on every result when it is known. */
  public StageSimulator(
      Toolchain tools, Progress progress, Consumer<LoneStageResult> finished) {
    this.tools = tools;
    this.progress = progress;
    this.finished = finished;
  }

  /**
   * Simulates stages of the design that lies in a folder, one after the other; writes
   * simulation-stages/stages.json there after each.
   *
   * @throws UserProblem if a simulation cannot be built or run; not if it finds faults
   */
  public LoneStageResults simulate(
      Path folder, BenchDesign design, List<Chosen> stages, SimulationOptions options) {
    Path root = folder.toAbsolutePath().normalize();
    Path work = root.resolve(FOLDER);
    int images = design.reference().images();
    BenchDesign repeated =
        new BenchDesign(
            design.manifest(), design.pipeline(), firstAgain(design.reference()));
    List<BenchDesign> alone = new ArrayList<>();
    SortedSet<Integer> tensors = new TreeSet<>();
    for (Chosen stage : stages) {
      BenchDesign only = repeated.only(stage.index());
      only.alone().ifPresent(lone -> requireGenerated(only, lone));
      alone.add(only);
      tensors.addAll(only.tensors());
    }
    Path values = work.resolve("values");
    StreamValues.write(values, 0, repeated, tensors, progress);
    List<LoneStageResult> results = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      StreamPlace place = design.manifest().streams().get(stages.get(i).index());
      BenchRun run =
          BenchRun.of(
              tools, new BenchRun.Place(root, work.resolve(place.instance()), values),
              List.of(alone.get(i)), images + 1, options, progress,
              place.stage() + ", " + (i + 1) + " of " + stages.size());
      results.add(
          result(place, stages.get(i).predictedCyclesPerImage(), run, images, options));
      new FolderDestination(work)
          .write(
              new Artifact(RESULT, SimulationFile.json(results(images, options, results))));
      progress.close();
      finished.accept(results.get(i));
    }
    return results(images, options, results);
  }

  private static LoneStageResults results(
      int images, SimulationOptions options, List<LoneStageResult> stages) {
    return new LoneStageResults(
        LoneStageResults.FORMAT_VERSION, images, options.stallProbability(), options.seed(),
        stages);
  }

  /** Refuses a folder whose Verilog is of another design.json, or of a version with other names. */
  private static void requireGenerated(BenchDesign design, LoneStage stage) {
    StreamPlace place = design.manifest().streams().get(stage.index());
    List<String> files = design.manifest().files();
    boolean there =
        stage.modules().stream().allMatch(module -> files.contains("rtl/" + module + ".v"))
            && files.containsAll(stage.memories())
            && place.equals(stage.output());
    if (!there && files.stream().anyMatch(file -> file.startsWith("rtl/"))) {
      throw UserProblem.usage(
          "stage (" + place.stage() + ") must have been generated as design.json says",
          "design.json was edited: generate the design again.");
    }
  }

  private static ImageReference firstAgain(ImageReference reference) {
    return new ImageReference() {
      @Override
      public int images() {
        return reference.images() + 1;
      }

      @Override
      public StageTensors compute(int image) {
        return reference.compute(image % reference.images());
      }
    };
  }

  private static LoneStageResult result(
      StreamPlace place, double predicted, BenchRun run, int images, SimulationOptions options) {
    BenchReport report = run.report();
    BenchReport.Design design = report.designs().get(0);
    return new LoneStageResult(
        place.stage(),
        place.engine(),
        report.complete() && report.result(design).bitExact(),
        report.interval(design).filter(i -> report.complete() && options.stallProbability() == 0),
        predicted,
        run.bench().seconds(),
        report.seconds(),
        report.mismatchCount(),
        report.mismatches().stream().map(mismatch -> mismatch.ofImages(images)).toList(),
        report.protocolErrors().stream().map(error -> error.ofImages(images)).toList(),
        report.deadlocks());
  }
}
