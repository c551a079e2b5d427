package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignApplier;
import org.sparseloom.design.DesignFile;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;

/** From a model to the design that is generated of it, read from a file or found, and its prediction. */
final class DesignStep {
  /** Foldings that are looked for until one has the interval asked for. */
  private static final int MOST_ATTEMPTS = 4;

  /** The next interval looked at is shorter at least by this factor: less would find the same folding. */
  private static final double LEAST_STEP = 0.995;

  private final Progress progress;

  DesignStep(Progress progress) {
    this.progress = progress;
  }

  /**
   * A design with what is predicted of it.
   *
   * @param workImages images that the prediction is for
   * @param gap as in {@link FoldingStep.Bounded}
   */
  record Found(
      Design design, Pipeline pipeline, PipelineEstimate estimate, int workImages,
      OptionalDouble gap) {}

  /** Returns the design that a request names, or the best that the folding search finds. */
  Found of(GenerateFlow.Request request) {
    progress.update("import", 0, 1, request.model().toString());
    Network network = NetworkImporter.read(request.model());
    ImageSet images = request.data().open(network.input());
    ImageSet calibrationImages =
        images.range(0, Math.min(GenerateFlow.CALIBRATION_IMAGES, images.size()));
    ImageSet workImages = images.range(0, Math.min(request.goal().workImages(), images.size()));
    return request.design().isPresent()
        ? predicted(network, given(network, request, calibrationImages), workImages)
        : found(network, request, calibrationImages, workImages);
  }

  private Found predicted(Network network, FoldingStep.Bounded bounded, ImageSet workImages) {
    Design design = bounded.design();
    Device device = Devices.named(design.device()).withClock(design.clockMegahertz());
    QuantisedNetwork quantised = DesignApplier.quantised(network, design);
    Pipeline pipeline = DesignApplier.pipeline(quantised, design, device);
    progress.update("measuring sparsity", 0, 1, "");
    PipelineEstimate estimate =
        Prediction.of(
            quantised, pipeline, workImages, device.family(), design.clockMegahertz());
    return new Found(design, pipeline, estimate, workImages.size(), bounded.gap());
  }

  private FoldingStep.Bounded given(
      Network network, GenerateFlow.Request request, ImageSet images) {
    Design design = DesignFile.read(request.design().orElseThrow());
    DesignApplier.requireFor(network, design);
    Design onDevice =
        request.device().map(name -> design.on(name, clock(design, name))).orElse(design);
    Design scaled =
        DesignApplier.hasScales(onDevice)
            ? onDevice
            : DesignApplier.withScales(
                onDevice, calibrate(network, DesignApplier.plan(onDevice), images));
    return new FoldingStep.Bounded(scaled, OptionalDouble.empty());
  }

  /** A design for another device than the user now names gets that device's clock. */
  private static double clock(Design design, String device) {
    return design.device().equals(device)
        ? design.clockMegahertz()
        : Devices.named(device).clockMegahertz();
  }

  /**
   * The search knows what every stage takes alone; stages that take turns in being the slowest make a
   * design a little slower. So if an interval is asked for, a shorter one is searched for until the
   * prediction of the whole design keeps it.
   */
  private Found found(
      Network network, GenerateFlow.Request request, ImageSet calibrationImages,
      ImageSet workImages) {
    Device device = Devices.named(request.device().orElse("Z7020"));
    QuantisationPlan plan =
        QuantisationPlan.uniform(
            network, request.widths().weights(), request.widths().activations());
    ActivationScales scales = calibrate(network, plan, calibrationImages);
    progress.update("folding search", 0, 1, "");
    FoldingStep.Measured measured =
        new FoldingStep(
                device, request.allowed(), !request.backends().contains(Backend.HLS))
            .measured(network, scales, plan, workImages);
    if (request.goal().intervalAtMost().isEmpty()) {
      return predicted(network, named(request, measured.fastest()), workImages);
    }
    double asked = request.goal().intervalAtMost().getAsDouble();
    Found found = predicted(network, named(request, measured.cheapest(asked)), workImages);
    double interval = asked;
    for (int attempt = 1;
        attempt < MOST_ATTEMPTS && found.estimate().cyclesPerImage() > asked;
        attempt++) {
      progress.update("folding search", attempt, MOST_ATTEMPTS, "");
      interval *= Math.min(LEAST_STEP, asked / found.estimate().cyclesPerImage());
      boolean ultraFifos = found.pipeline().fifos().stream().anyMatch(Fifo::ultra);
      Optional<FoldingStep.Bounded> faster = measured.cheapestIfAny(interval, ultraFifos);
      if (faster.isEmpty()) {
        return found;
      }
      found = predicted(network, named(request, faster.get()), workImages);
    }
    return found;
  }

  /** Returns the design with the file by which a user's own device is found again. */
  private static FoldingStep.Bounded named(
      GenerateFlow.Request request, FoldingStep.Bounded bounded) {
    return request
        .device()
        .filter(name -> name.endsWith(".json"))
        .map(file -> Path.of(file).toAbsolutePath().toString())
        .map(file -> bounded.design().on(file, bounded.design().clockMegahertz()))
        .map(design -> new FoldingStep.Bounded(design, bounded.gap()))
        .orElse(bounded);
  }

  private ActivationScales calibrate(Network network, QuantisationPlan plan, ImageSet images) {
    progress.update("calibration", 0, 1, images.size() + " images of " + images.description());
    return Calibration.measure(network, images, Runtime.getRuntime().availableProcessors())
        .scales(network, plan);
  }
}
