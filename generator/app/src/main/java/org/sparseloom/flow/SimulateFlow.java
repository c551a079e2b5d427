package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.Optional;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.BenchDesign;
import org.sparseloom.simulate.CSimulationResult;
import org.sparseloom.simulate.CSimulator;
import org.sparseloom.simulate.NetworkReference;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.simulate.Simulator;
import org.sparseloom.simulate.Toolchain;

/** Simulates a generated design and compares every stream with the integer reference. */
public final class SimulateFlow {
  private final Progress progress;

  public SimulateFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * Simulates.
   *
   * @param folder of the design
   * @param data images; empty: those that the design was generated with
   * @param images how many of them, from the first
   */
  public SimulationResult run(
      Path folder, Optional<String> data, ImageCount images, SimulationOptions options) {
    BenchDesign bench = bench(folder, data, images);
    try (Progress shown = progress) {
      return new Simulator(Toolchain.find(), shown).simulate(folder, bench, options);
    }
  }

  /** Simulates the C++ of a design, if it was generated with it. */
  public CSimulationResult runC(Path folder, Optional<String> data, ImageCount images) {
    BenchDesign bench = bench(folder, data, images);
    try (Progress shown = progress) {
      return new CSimulator(Toolchain.findCompiler(), shown).simulate(folder, bench);
    }
  }

  private static BenchDesign bench(Path folder, Optional<String> data, ImageCount images) {
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(folder));
    return bench(design, images.first(design.images(data)));
  }

  /** Returns what is simulated: the design on all images of a set. */
  static BenchDesign bench(LoadedDesign design, ImageSet images) {
    return new BenchDesign(
        design.manifest(), design.pipeline(),
        new NetworkReference(new FastExecutor(design.quantised()), images, images.size()));
  }

  /** Returns what the model expects of a simulation at full speed of the same images. */
  public PipelineTrace predicted(Path folder, Optional<String> data, ImageCount images) {
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(folder));
    ImageSet taken = images.first(design.images(data));
    progress.update("prediction", 0, 1, taken.size() + " images");
    PipelineTrace trace = Prediction.ofRun(design.quantised(), design.pipeline(), taken);
    progress.close();
    return trace;
  }
}
