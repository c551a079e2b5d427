package org.sparseloom.flow;

import java.util.List;
import java.util.Map;
import org.sparseloom.execute.Measurement;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.FoldingEvaluator;
import org.sparseloom.search.FoldingOutcome;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;

/** The folding search on what the integer reference measures. */
final class FoldingStep {
  /** Output pixels per image and layer that a trial of the threshold search looks at. */
  private static final int TRIAL_PIXELS = 8;

  private static final int TRIAL_IMAGES = 8;

  /** As above for the design that is kept. */
  private static final int FINAL_PIXELS = 24;

  private static final long SAMPLE_SEED = 1;

  private final Device device;
  private final FoldingOptions options;

  FoldingStep(Device device, List<String> engines) {
    this.device = device;
    this.options = FoldingOptions.fastestOn(device).withEngines(engines);
  }

  /** Returns the design with the best folding for a plan. */
  Design best(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    QuantisedNetwork quantised = Quantiser.quantise(network, scales, plan);
    Map<String, Work> work =
        Measurement.of(quantised, images, Runtime.getRuntime().availableProcessors()).work(FINAL_PIXELS, SAMPLE_SEED);
    FoldingResult result = search(quantised, work, options);
    return GenerateFlow.design(network, device, plan, scales, result.choices());
  }

  /** Returns what judges the hardware of a trial's thresholds. */
  FoldingEvaluator evaluator(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    FoldingOptions quick = options.withEffort(FoldingOptions.Effort.QUICK);
    ImageSet few = images.range(0, Math.min(TRIAL_IMAGES, images.size()));
    return profile -> {
      QuantisedNetwork quantised =
          Quantiser.quantise(
              network, scales, SearchFlow.withThresholds(plan, profile.thresholds()));
      Map<String, Work> work =
          Measurement.of(quantised, few, Runtime.getRuntime().availableProcessors()).work(TRIAL_PIXELS, SAMPLE_SEED);
      FoldingResult result = search(quantised, work, quick);
      return new FoldingOutcome(
          pairSparsity(network, work), result.cyclesPerImage(), result.resources().dsp());
    };
  }

  private FoldingResult search(
      QuantisedNetwork quantised, Map<String, Work> work, FoldingOptions wanted) {
    return new FoldingSearch(ResourceModel.standard(device.family()), wanted)
        .search(quantised, work);
  }

  /** Share of zero pairs over all layers, each weighed with its MACs. */
  private static double pairSparsity(Network network, Map<String, Work> work) {
    double nonZero = 0;
    for (org.sparseloom.layer.Layer layer : network.layers()) {
      Work own = work.get(layer.name());
      nonZero += own == null ? 0 : own.pairDensity() * layer.macs();
    }
    return 1 - nonZero / network.macs();
  }
}
