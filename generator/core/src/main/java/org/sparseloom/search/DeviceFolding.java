package org.sparseloom.search;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.Measurement;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.sparsity.SparsityProfile;
import org.sparseloom.sparsity.Thresholds;

/**
 * The best hardware on a device for given thresholds: the network is quantised under them, its
 * integer reference is run on some images, and the folding search gets the pairs counted there. So
 * a trial is judged by the very work that its design would have.
 */
public final class DeviceFolding implements FoldingEvaluator {
  private final Network network;
  private final ActivationScales scales;
  private final QuantisationPlan plan;
  private final ImageSet images;
  private final Sample sample;
  private final FoldingOptions options;
  private final FoldingSearch search;
  private final int threads;

  /**
   * How much of the images is looked at.
   *
   * @param pixelsPerImage output pixels per image and layer whose beats the folding search counts
   * @param seed of their choice
   */
  public record Sample(int pixelsPerImage, long seed) {}

  /**
   * An evaluator for one network.
   *
   * @param plan widths of the design; its thresholds are replaced by those of each trial
   * @param images whose zeros count, a few
   * @param model resources of the device's family
   * @param options the device's budget; the effort is that of every trial
   * @param threads to run the reference on; changes no result
   */
  public DeviceFolding(
      Network network,
      ActivationScales scales,
      QuantisationPlan plan,
      ImageSet images,
      Sample sample,
      ResourceModel model,
      FoldingOptions options,
      int threads) {
    this.network = network;
    this.scales = scales;
    this.plan = plan;
    this.images = images;
    this.sample = sample;
    this.options = options;
    this.threads = threads;
    // What stages cost hangs on widths; accumulators only shrink when weights are pruned.
    search = new FoldingSearch(Quantiser.quantise(network, scales, plan), model);
  }

  @Override
  public Map<String, String> described() {
    return Map.of(
        "device", options.target(),
        "engines", options.engines().toString(),
        "multipliers", options.allowed().multipliers().toString(),
        "budget", options.budget().toString(),
        "effort", options.effort().toString(),
        "interval", options.intervalAtMost().toString(),
        "inputBits", Integer.toString(plan.inputBits()),
        "layers", new TreeMap<>(plan.layers()).toString(),
        "profileImages", images.description() + ", " + images.size() + " of them",
        "profilePixels", sample.toString());
  }

  /** Returns the plan of a trial: the same widths, other thresholds. */
  public QuantisationPlan plan(Map<String, Thresholds> thresholds) {
    Map<String, LayerPlan> layers = new HashMap<>(plan.layers());
    thresholds.forEach(
        (layer, pruned) ->
            layers.put(layer, plan.of(layer).withThresholds(pruned.weight(), pruned.activation())));
    return new QuantisationPlan(plan.inputBits(), layers);
  }

  @Override
  public FoldingOutcome evaluate(Map<String, Thresholds> thresholds) {
    QuantisedNetwork quantised = Quantiser.quantise(network, scales, plan(thresholds));
    Measurement measurement = Measurement.of(quantised, images, threads);
    Map<String, Work> work = measurement.work(sample.pixelsPerImage(), sample.seed());
    FoldingResult result = search.find(work, options);
    return new FoldingOutcome(
        pairSparsity(measurement.profiles()),
        result.cyclesPerImage(),
        result.resources().dsp(),
        result.resources().lut());
  }

  /** Of all layers together: every pair counts alike, so large layers weigh more. */
  private static double pairSparsity(Map<String, SparsityProfile> profiles) {
    double nonZero = 0;
    long macs = 0;
    for (SparsityProfile profile : profiles.values()) {
      nonZero += profile.nonZeroPairs();
      macs += profile.macs();
    }
    return 1 - nonZero / macs;
  }
}
