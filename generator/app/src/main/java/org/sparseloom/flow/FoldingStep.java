package org.sparseloom.flow;

import java.util.Map;
import java.util.OptionalDouble;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.device.Device;
import org.sparseloom.execute.Measurement;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.DeviceFolding;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;

/** The folding search on what the integer reference measures. */
final class FoldingStep {
  /** Images and output pixels of each that a trial of the threshold search looks at. */
  private static final int TRIAL_IMAGES = 8;

  private static final int TRIAL_PIXELS = 8;

  /** Output pixels per image and layer for the design that is kept. */
  private static final int FINAL_PIXELS = 24;

  private static final long SAMPLE_SEED = 1;

  private final Device device;
  private final FoldingOptions options;
  private final int threads = Runtime.getRuntime().availableProcessors();

  FoldingStep(Device device, Allowance allowed) {
    this(device, allowed, OptionalDouble.empty(), true);
  }

  /**
   * A step that takes the cheapest folding for an interval, if one is given.
   *
   * @param sideBySide whether layers may take several pixels a beat
   */
  FoldingStep(
      Device device, Allowance allowed, OptionalDouble intervalAtMost, boolean sideBySide) {
    this.device = device;
    FoldingOptions all = FoldingOptions.fastestOn(device, allowed);
    FoldingOptions fastest = sideBySide ? all : all.withOnePixel();
    this.options =
        intervalAtMost.isPresent()
            ? fastest.withIntervalAtMost(intervalAtMost.getAsDouble())
            : fastest;
  }

  /** Returns the design with the best folding for a plan. */
  Design best(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    FoldingResult result = timed(network, scales, plan, images).result();
    return GenerateFlow.design(network, device, plan, scales, result.choices());
  }

  /**
   * A design and how good its folding is.
   *
   * @param gap by how much its interval is above one that no folding of the same engines can beat, as
   *     a share of that; empty where not the shortest was asked for
   */
  record Bounded(Design design, OptionalDouble gap) {}

  /** Returns the design with the best folding for a plan, and how much a better one could gain. */
  Bounded bounded(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    QuantisedNetwork quantised = Quantiser.quantise(network, scales, plan);
    Map<String, Work> work = work(quantised, images);
    FoldingSearch search = search(quantised);
    FoldingResult result = search.find(work, options);
    OptionalDouble gap =
        options.intervalAtMost().isPresent()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                result.cyclesPerImage() / search.lowerBound(work, options, result) - 1);
    return new Bounded(
        GenerateFlow.design(network, device, plan, scales, result.choices()), gap);
  }

  private Map<String, Work> work(QuantisedNetwork network, ImageSet images) {
    return Measurement.of(network, images, threads).work(FINAL_PIXELS, SAMPLE_SEED);
  }

  private FoldingSearch search(QuantisedNetwork network) {
    return new FoldingSearch(network, ResourceModel.standard(device.family()));
  }

  /**
   * A folding and the time that its search took, without measuring the work before it.
   *
   * @param seconds of the search alone
   */
  record Timed(FoldingResult result, double seconds) {}

  Timed timed(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    QuantisedNetwork quantised = Quantiser.quantise(network, scales, plan);
    Map<String, Work> work = work(quantised, images);
    long begin = System.nanoTime();
    FoldingResult result = search(quantised).find(work, options);
    return new Timed(result, (System.nanoTime() - begin) / 1e9);
  }

  /** Returns what judges the hardware of a trial's thresholds. */
  DeviceFolding evaluator(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    return new DeviceFolding(
        network,
        scales,
        plan,
        images.range(0, Math.min(TRIAL_IMAGES, images.size())),
        new DeviceFolding.Sample(TRIAL_PIXELS, SAMPLE_SEED),
        ResourceModel.standard(device.family()),
        options.withEffort(FoldingOptions.Effort.QUICK),
        threads);
  }
}
