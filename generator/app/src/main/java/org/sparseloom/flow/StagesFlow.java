package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.Stage;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.LoneStageResult;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.StageSimulator;
import org.sparseloom.simulate.Toolchain;

/** Simulates stages of a generated design one by one, on the streams that they have in the whole. */
public final class StagesFlow {
  private final Progress progress;

  public StagesFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * What to simulate.
   *
   * @param folder of the design
   * @param data images; empty: those that the design was generated with
   * @param images how many of them, from the first
   */
  public record Request(
      Path folder, Optional<String> data, ImageCount images, StageChoice choice,
      SimulationOptions options) {}

  /** Who is told of stages when they are known. */
  public interface Listener extends Consumer<LoneStageResult> {
    /** Hears the names of the stages that are going to be simulated, and on how many images. */
    void chosen(List<String> stages, int images);
  }

  /** Simulates; the listener hears of every stage when it has been. */
  public LoneStageResults run(Request request, Listener listener) {
    Toolchain tools = Toolchain.find();
    progress.update("reading the design", 0, 1, request.folder().toString());
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(request.folder()));
    List<String> names =
        design.pipeline().stages().stream().map(Stage::layer).map(layer -> layer.name()).toList();
    List<Integer> candidates = request.choice().candidates(names);
    ImageSet images = request.images().first(design.images(request.data()));
    progress.update("prediction", 0, 1, candidates.size() + " stages");
    Map<Integer, Double> cycles =
        Prediction.ofStages(design.quantised(), design.pipeline(), images, candidates);
    List<Integer> chosen = request.choice().among(candidates, cycles);
    progress.close();
    listener.chosen(chosen.stream().map(names::get).toList(), images.size());
    try (Progress shown = progress) {
      return new StageSimulator(tools, shown, listener)
          .simulate(
              request.folder(),
              SimulateFlow.bench(design, images),
              chosen.stream()
                  .map(stage -> new StageSimulator.Chosen(stage, cycles.get(stage)))
                  .toList(),
              request.options());
    }
  }
}
