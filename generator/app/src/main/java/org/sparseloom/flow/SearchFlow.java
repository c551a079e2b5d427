package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignFile;
import org.sparseloom.device.Device;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.search.DeviceFolding;
import org.sparseloom.search.FoldingEvaluator;
import org.sparseloom.search.JudgingImages;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.SearchProgress;
import org.sparseloom.search.SearchResult;
import org.sparseloom.search.ThresholdSearch;
import org.sparseloom.search.folding.Allowance;

/** From a model to the design.json that the search likes best. */
public final class SearchFlow {
  /**
   * What to search.
   *
   * @param model ONNX file
   * @param device to fold for
   * @param data labelled images, not those that accuracy is reported on
   * @param images of them that judge accuracy; the first ones also calibrate
   * @param widths of weights and activations
   * @param allowed what the folding may use
   * @param intervalAtMost cycles per image for which the cheapest designs are compared; empty: the
   *     fastest ones are
   * @param study file of trials to begin or continue
   * @param output design.json to write
   */
  public record Request(
      Path model,
      Device device,
      DataOptions data,
      int images,
      GenerateFlow.Widths widths,
      Allowance allowed,
      OptionalDouble intervalAtMost,
      SearchOptions options,
      Path study,
      Path output) {
    /** A request for the fastest design. */
    public Request(
        Path model,
        Device device,
        DataOptions data,
        int images,
        GenerateFlow.Widths widths,
        Allowance allowed,
        SearchOptions options,
        Path study,
        Path output) {
      this(
          model, device, data, images, widths, allowed, OptionalDouble.empty(), options, study,
          output);
    }
  }

  /** The search's history, where its time went, and the design that was written. */
  public record Result(SearchResult search, TrialCosts costs, Design design) {}

  private final Progress progress;

  public SearchFlow(Progress progress) {
    this.progress = progress;
  }

  /** Searches, then writes the design of the best trial. */
  public Result run(Request request) {
    Network network = NetworkImporter.read(request.model());
    ImageSet all = request.data().open(network.input());
    ImageSet images = DataOptions.first(all, request.images());
    QuantisationPlan plan =
        QuantisationPlan.uniform(
            network, request.widths().weights(), request.widths().activations());
    ImageSet calibrationImages =
        images.range(0, Math.min(GenerateFlow.CALIBRATION_IMAGES, images.size()));
    progress.update("calibration", 0, 1, calibrationImages.size() + " images");
    ActivationScales scales =
        Calibration.measure(network, calibrationImages, Runtime.getRuntime().availableProcessors())
            .scales(network, plan);
    FoldingStep folding =
        new FoldingStep(request.device(), request.allowed()).within(request.intervalAtMost());
    DeviceFolding evaluator = folding.evaluator(network, scales, plan, images);
    TrialCosts costs = new TrialCosts(images.size());
    SearchResult found = search(request, network, images, evaluator, costs);
    progress.update("folding", 0, 1, "of the best trial");
    ImageSet workImages = images.range(0, Math.min(GenerateFlow.WORK_IMAGES, images.size()));
    Design design =
        folding
            .measured(network, scales, evaluator.plan(found.thresholds()), workImages)
            .best();
    DesignFile.write(request.output(), design, Optional.empty());
    progress.close();
    return new Result(found, costs, design);
  }

  private SearchResult search(
      Request request, Network network, ImageSet images, FoldingEvaluator evaluator,
      TrialCosts costs) {
    try (ThresholdSearch search =
        new ThresholdSearch(network, JudgingImages.of(images), evaluator, request.options())) {
      return search.run(
          request.study(),
          event -> {
            costs.add(event);
            show(event);
          });
    }
  }

  private void show(SearchProgress.Event event) {
    progress.update(
        "search",
        event.trial().number() + 1,
        event.trials(),
        String.format(
            Locale.ROOT,
            "best: accuracy %.1f %%, zero pairs %.0f %%, %.0f cycles (unpruned %.0f); %d s left",
            100 * event.best().accuracy(),
            100 * event.best().outcome().pairSparsity(),
            event.best().outcome().cyclesPerImage(),
            event.plain().outcome().cyclesPerImage(),
            event.remaining().toSeconds()));
  }
}
