package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.sparseloom.search.FreshTrial;
import org.sparseloom.search.JudgingImages;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.SearchProgress;
import org.sparseloom.search.SearchResult;
import org.sparseloom.search.ThresholdSearch;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.search.study.Trial;

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
      ImageCount images,
      GenerateFlow.Widths widths,
      Allowance allowed,
      OptionalDouble intervalAtMost,
      SearchOptions options,
      Path study,
      Path output) {}

  /**
   * What came of a search.
   *
   * @param search its history
   * @param costs where its time went
   * @param fresh what some of its trials cost without it, if that was asked for
   * @param design that was written
   */
  public record Result(
      SearchResult search, TrialCosts costs, Optional<FreshCosts> fresh, Design design) {}

  private final Progress progress;

  public SearchFlow(Progress progress) {
    this.progress = progress;
  }

  /** Searches, then writes the design of the best trial. */
  public Result run(Request request) {
    return run(request, 0);
  }

  /**
   * As {@link #run(Request)}, and judges so many of the run's trials once more from nothing, to tell what
   * the search makes faster.
   */
  public Result run(Request request, int freshTrials) {
    Network network = NetworkImporter.read(request.model());
    ImageSet all = request.data().open(network.input());
    ImageSet images = request.images().first(all);
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
    Found found = search(request, network, images, evaluator, costs, freshTrials);
    progress.update("folding", 0, 1, "of the best trial");
    ImageSet workImages = images.range(0, Math.min(GenerateFlow.WORK_IMAGES, images.size()));
    FoldingStep.Measured measured =
        folding.measured(
            network, scales, evaluator.plan(found.search().thresholds()), workImages);
    Design design =
        request.intervalAtMost().isPresent()
            ? measured.best()
            : asFast(measured, found.search().best());
    DesignFile.write(request.output(), design, Optional.empty());
    progress.close();
    return new Result(found.search(), costs, found.fresh(), design);
  }

  /**
   * The best trial's speed for as little as it takes: the last percent of the shortest interval can cost
   * twice the DSPs, which is not what the search chose. Trials look at fewer pixels, so that their speed may
   * not be reached: then the fastest design.
   */
  private static Design asFast(FoldingStep.Measured measured, Trial best) {
    return measured
        .cheapestIfAny(best.hardware().cyclesPerImage(), false)
        .map(FoldingStep.Bounded::design)
        .orElseGet(measured::best);
  }

  private record Found(SearchResult search, Optional<FreshCosts> fresh) {}

  private Found search(
      Request request, Network network, ImageSet images, FoldingEvaluator evaluator,
      TrialCosts costs, int freshTrials) {
    try (ThresholdSearch search =
        new ThresholdSearch(network, JudgingImages.of(images), evaluator, request.options())) {
      SearchResult found =
          search.run(
              request.study(),
              event -> {
                costs.add(event);
                show(event);
              });
      List<Trial> ofThisRun =
          found.trials().subList(found.trials().size() - costs.trials(), found.trials().size());
      List<Trial> chosen = FreshCosts.choose(ofThisRun, found.complete() ? freshTrials : 0);
      return new Found(
          found,
          chosen.isEmpty()
              ? Optional.empty()
              : Optional.of(FreshCosts.of(chosen, fresh(search, chosen))));
    }
  }

  private List<FreshTrial> fresh(ThresholdSearch search, List<Trial> trials) {
    List<FreshTrial> fresh = new ArrayList<>();
    for (Trial trial : trials) {
      progress.update("from nothing", fresh.size(), trials.size(), "some of the trials once more");
      fresh.add(search.fresh(trial));
    }
    return fresh;
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
            100 * event.best().hardware().pairSparsity(),
            event.best().hardware().cyclesPerImage(),
            event.plain().hardware().cyclesPerImage(),
            event.remaining().toSeconds()));
  }
}
