package org.sparseloom.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.device.Device;
import org.sparseloom.execute.Measurement;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.FifoRowSearch;
import org.sparseloom.pipeline.FifoRows;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineBuilder;
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
  /** Images that a trial of the threshold search runs, fewer if these take more MACs than that. */
  private static final int MOST_TRIAL_IMAGES = 16;

  private static final int LEAST_TRIAL_IMAGES = 4;
  private static final long TRIAL_MACS = 2_000_000_000;

  /** Output pixels of a layer that it looks at, of all images together. */
  private static final int TRIAL_PIXELS = 128;

  /** Output pixels per image and layer for the design that is kept. */
  private static final int FINAL_PIXELS = 24;

  private static final long SAMPLE_SEED = 1;

  /** Images that are played to find the room that FIFOs need. */
  private static final int ROW_IMAGES = 8;

  private final Device device;
  private final FoldingOptions options;
  private final int threads = Runtime.getRuntime().availableProcessors();

  private FoldingStep(Device device, FoldingOptions options) {
    this.device = device;
    this.options = options;
  }

  /** A step that may let layers take several pixels a beat. */
  FoldingStep(Device device, Allowance allowed) {
    this(device, allowed, true);
  }

  /**
   * A step for a device.
   *
   * @param sideBySide whether layers may take several pixels a beat
   */
  FoldingStep(Device device, Allowance allowed, boolean sideBySide) {
    this(device, FoldingOptions.fastestOn(device, allowed).withSideBySide(sideBySide));
  }

  /** Returns a step that looks for the cheapest design of an interval, if one is given. */
  FoldingStep within(OptionalDouble intervalAtMost) {
    return intervalAtMost.isEmpty()
        ? this
        : new FoldingStep(device, options.withIntervalAtMost(intervalAtMost.getAsDouble()));
  }

  /** Measures the work of a plan's engines, for which foldings are then searched. */
  Measured measured(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    QuantisedNetwork quantised = Quantiser.quantise(network, scales, plan);
    Map<String, Work> work =
        Measurement.of(quantised, images, threads).work(FINAL_PIXELS, SAMPLE_SEED);
    return new Measured(
        quantised, work, search(quantised),
        choices ->
            DesignAssembly.design(
                network, device, plan, scales, choices, rows(quantised, choices, images)));
  }

  /** Returns the room in FIFOs with which the stages of a folding need not take turns. */
  private FifoRows rows(
      QuantisedNetwork quantised, List<LayerChoice> choices, ImageSet images) {
    Pipeline pipeline = PipelineBuilder.build(quantised, choices, device);
    int count = Math.min(ROW_IMAGES, images.size());
    return FifoRowSearch.of(
        pipeline, Prediction.loads(quantised, pipeline, images, count), options.budget());
  }

  private FoldingSearch search(QuantisedNetwork network) {
    return new FoldingSearch(network, ResourceModel.standard(device.family()));
  }

  /**
   * A design and how good its folding is.
   *
   * @param gap by how much its interval is above one that no folding of the same engines can beat, as
   *     a share of that; empty where not the shortest was asked for
   */
  record Bounded(Design design, OptionalDouble gap) {}

  /** A network, the work of its engines, and the search of foldings for it. */
  final class Measured {
    private final QuantisedNetwork network;
    private final Map<String, Work> work;
    private final FoldingSearch search;
    private final Function<List<LayerChoice>, Design> design;

    private Measured(
        QuantisedNetwork network,
        Map<String, Work> work,
        FoldingSearch search,
        Function<List<LayerChoice>, Design> design) {
      this.network = network;
      this.work = work;
      this.search = search;
      this.design = design;
    }

    /** Returns the design with the shortest interval, and how much a better folding could gain. */
    Bounded fastest() {
      FoldingResult found = search.find(work, options);
      double bound = search.lowerBound(work, options, found);
      return new Bounded(
          design.apply(found.choices()), OptionalDouble.of(found.cyclesPerImage() / bound - 1));
    }

    /** Returns the design with the shortest interval. */
    Design best() {
      return design.apply(search.find(work, options).choices());
    }

    /** Returns the cheapest design that takes no more cycles an image. */
    Bounded cheapest(double intervalAtMost) {
      FoldingResult found = search.find(work, options.withIntervalAtMost(intervalAtMost));
      return new Bounded(design.apply(found.choices()), OptionalDouble.empty());
    }

    /**
     * As {@link #cheapest}; empty if nothing is as fast.
     *
     * @param ultraFifos whether deep FIFOs are in UltraRAM
     */
    Optional<Bounded> cheapestIfAny(double intervalAtMost, boolean ultraFifos) {
      return search
          .findIfAny(work, options.withIntervalAtMost(intervalAtMost), ultraFifos)
          .map(found -> new Bounded(design.apply(found.choices()), OptionalDouble.empty()));
    }

    /** Finds what a trial of the threshold search would: the effort is less. */
    FoldingResult ofTrial() {
      return search.find(work, options.withEffort(FoldingOptions.Effort.QUICK));
    }

    /** Returns the same with a search that knows nothing of those before. */
    Measured afresh() {
      return new Measured(network, work, search(network), design);
    }
  }

  /**
   * Returns how many images a trial runs: all 16 of MobileNetV2 would take the integer reference longer than
   * the search of a folding.
   *
   * @param macs of an image
   */
  static int trialImages(long macs) {
    long affordable = TRIAL_MACS / Math.max(1, macs);
    return (int) Math.max(LEAST_TRIAL_IMAGES, Math.min(MOST_TRIAL_IMAGES, affordable));
  }

  /** Returns what judges the hardware of a trial's thresholds. */
  DeviceFolding evaluator(
      Network network, ActivationScales scales, QuantisationPlan plan, ImageSet images) {
    int count = Math.min(trialImages(network.macs()), images.size());
    return new DeviceFolding(
        network,
        scales,
        plan,
        images.range(0, count),
        new DeviceFolding.Sample(TRIAL_PIXELS / count, SAMPLE_SEED),
        ResourceModel.standard(device.family()),
        options.withEffort(FoldingOptions.Effort.QUICK),
        threads);
  }
}
