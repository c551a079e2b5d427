package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.sparseloom.axi.AxiStream;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignApplier;
import org.sparseloom.design.DesignFile;
import org.sparseloom.design.DesignLayer;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.AcceleratorGenerator;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.DesignNotes;
import org.sparseloom.emit.FolderModuleCache;
import org.sparseloom.emit.ModuleCache;
import org.sparseloom.emit.RtlElaborator;
import org.sparseloom.emit.SourceBackend;
import org.sparseloom.emit.hls.HlsBackend;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.UserCache;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.search.folding.Allowance;

/** From a model, with or without a design, to a folder of generated hardware. */
public final class GenerateFlow {
  /** Images that scales are calibrated on. */
  public static final int CALIBRATION_IMAGES = 200;

  /** Images on which the work of the engines is measured. */
  public static final int WORK_IMAGES = Prediction.IMAGES;

  /**
   * What to generate.
   *
   * @param model ONNX file
   * @param design design.json to follow; empty: no pruning, best folding
   * @param device name or file; the design's own if empty
   * @param data images for calibration and for predictions
   * @param widths of weights and activations, where there is no design
   * @param allowed what the folding search may use, where there is no design
   * @param output folder of the design
   * @param study of the search that made the design, to be kept beside it
   * @param goal of the folding, where there is no design, and of the prediction
   * @param busBits width of the AXI wrapper's streams
   * @param backends languages to write
   */
  public record Request(
      Path model,
      Optional<Path> design,
      Optional<String> device,
      DataOptions data,
      Widths widths,
      Allowance allowed,
      Path output,
      Optional<Path> study,
      Goal goal,
      int busBits,
      Set<Backend> backends) {
    public Request {
      backends = Set.copyOf(backends);
    }

    /** A request for Verilog and a bus of the usual width. */
    public Request(
        Path model, Optional<Path> design, Optional<String> device, DataOptions data,
        Widths widths, Allowance allowed, Path output, Optional<Path> study, Goal goal) {
      this(
          model, design, device, data, widths, allowed, output, study, goal,
          AxiStream.DEFAULT_BUS_BITS, Set.of(Backend.VERILOG));
    }

    /** A request for the fastest design, in Verilog. */
    public Request(
        Path model, Optional<Path> design, Optional<String> device, DataOptions data,
        Widths widths, Allowance allowed, Path output, Optional<Path> study) {
      this(model, design, device, data, widths, allowed, output, study, Goal.FASTEST);
    }
  }

  /**
   * What the folding aims at and what is predicted.
   *
   * @param intervalAtMost empty: the shortest interval that fits; else the cheapest design that needs
   *     no more cycles per image
   * @param workImages images, from the first, whose work is measured, at most {@link #WORK_IMAGES}
   */
  public record Goal(OptionalDouble intervalAtMost, int workImages) {
    /** The shortest interval, predicted for {@link #WORK_IMAGES} images. */
    public static final Goal FASTEST = new Goal(OptionalDouble.empty(), WORK_IMAGES);
  }

  /** Bits of weights and activations. */
  public record Widths(int weights, int activations) {}

  /**
   * What was generated.
   *
   * @param foldingGap most that a better folding could gain, as a share of the shortest interval that is
   *     not proven impossible; empty if the folding was given, or the cheapest for an interval
   */
  public record Result(
      DesignFolder folder, Design design, PipelineEstimate estimate, double elaborationSeconds,
      OptionalDouble foldingGap) {}

  private final Progress progress;

  private final ModuleCache modules;

  /** A flow that elaborates only what the user's cache folder does not have. */
  public GenerateFlow(Progress progress) {
    this(
        progress,
        new FolderModuleCache(UserCache.folder().resolve("modules"), ToolState.text()));
  }

  /** A flow with elaborated modules of its own. */
  public GenerateFlow(Progress progress, ModuleCache modules) {
    this.progress = progress;
    this.modules = modules;
  }

  /**
   * Generates.
   *
   * @throws UserProblem DOES_NOT_FIT if the design needs more than the device has
   */
  public Result run(Request request) {
    progress.update("import", 0, 1, request.model().toString());
    Network network = NetworkImporter.read(request.model());
    ImageSet images = request.data().open(network.input());
    ImageSet calibrationImages = images.range(0, Math.min(CALIBRATION_IMAGES, images.size()));
    ImageSet workImages = images.range(0, Math.min(request.goal().workImages(), images.size()));
    FoldingStep.Bounded bounded =
        request.design().isPresent()
            ? given(network, request, calibrationImages)
            : found(network, request, calibrationImages, workImages);
    Design design = bounded.design();
    Device device = Devices.named(design.device()).withClock(design.clockMegahertz());
    QuantisedNetwork quantised = DesignApplier.quantised(network, design);
    Pipeline pipeline = DesignApplier.pipeline(quantised, design, device);
    progress.update("measuring sparsity", 0, 1, "");
    PipelineEstimate estimate =
        Prediction.of(
            quantised, pipeline, workImages, device.family(), design.clockMegahertz());
    checkFits(estimate.resources(), device);
    return write(request, bounded, pipeline, estimate, workImages);
  }

  private Result write(
      Request request, FoldingStep.Bounded bounded, Pipeline pipeline,
      PipelineEstimate estimate, ImageSet workImages) {
    Design design = bounded.design();
    DesignFolder folder = new DesignFolder(request.output());
    folder.prepare();
    long begin = System.nanoTime();
    List<Artifact> artifacts =
        new AcceleratorGenerator(
                elaborator(request, pipeline), others(request), Version.text(), request.busBits())
            .generate(
                pipeline, folder.name(), facts(request, workImages, estimate),
                Optional.of(
                    new DesignNotes(
                        request.data().normalisation(), estimate,
                        RepeatCommand.of(design.network(), request))));
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<Artifact> files = new ArrayList<>(artifacts);
    files.add(new Artifact(DesignFolder.DESIGN, DesignFile.text(design, Optional.of(estimate))));
    Map<Path, Path> copies = new TreeMap<>();
    copies.put(folder.model(design.network()), request.model());
    request.study().ifPresent(study -> copies.put(folder.study(), study));
    progress.update("writing files", 0, files.size() + copies.size(), request.output().toString());
    folder.replace(files, copies);
    progress.close();
    return new Result(folder, design, estimate, seconds, bounded.gap());
  }

  private Optional<RtlElaborator> elaborator(Request request, Pipeline pipeline) {
    if (!request.backends().contains(Backend.VERILOG)) {
      return Optional.empty();
    }
    String stages = pipeline.stages().size() + " stages";
    progress.update("elaborating Chisel", 0, 1, stages);
    return Optional.of(
        new ChiselElaborator(
            modules, (done, all) -> progress.update("elaborating Chisel", done, all, stages)));
  }

  private static List<SourceBackend> others(Request request) {
    return request.backends().contains(Backend.HLS) ? List.of(new HlsBackend()) : List.of();
  }

  private static Map<String, Object> facts(
      Request request, ImageSet workImages, PipelineEstimate estimate) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("data", request.data().specification());
    facts.put("dataMeans", request.data().normalisation().means());
    facts.put("dataDeviations", request.data().normalisation().deviations());
    facts.put("workImages", workImages.size());
    facts.put("predictedCyclesPerImage", Math.round(estimate.cyclesPerImage()));
    return facts;
  }

  private FoldingStep.Bounded given(Network network, Request request, ImageSet images) {
    Design design = DesignFile.read(request.design().orElseThrow());
    DesignApplier.requireFor(network, design);
    Design onDevice =
        request.device()
            .map(
                name ->
                    new Design(
                        design.network(), name, clock(design, name), design.inputBits(),
                        design.inputSigned(), design.inputScale(), design.layers()))
            .orElse(design);
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

  private FoldingStep.Bounded found(
      Network network, Request request, ImageSet calibrationImages, ImageSet workImages) {
    Device device = Devices.named(request.device().orElse("Z7020"));
    QuantisationPlan plan =
        QuantisationPlan.uniform(
            network, request.widths().weights(), request.widths().activations());
    ActivationScales scales = calibrate(network, plan, calibrationImages);
    progress.update("folding search", 0, 1, "");
    FoldingStep.Bounded best =
        new FoldingStep(
                device, request.allowed(), request.goal().intervalAtMost(),
                !request.backends().contains(Backend.HLS))
            .bounded(network, scales, plan, workImages);
    Design design =
        request
            .device()
            .filter(name -> name.endsWith(".json"))
            .map(file -> onDevice(best.design(), Path.of(file).toAbsolutePath().toString()))
            .orElse(best.design());
    return new FoldingStep.Bounded(design, best.gap());
  }

  /** A device of the user's own is found again by its file. */
  private static Design onDevice(Design design, String device) {
    return new Design(
        design.network(), device, design.clockMegahertz(), design.inputBits(),
        design.inputSigned(), design.inputScale(), design.layers());
  }

  private ActivationScales calibrate(Network network, QuantisationPlan plan, ImageSet images) {
    progress.update("calibration", 0, 1, images.size() + " images of " + images.description());
    return Calibration.measure(network, images, Runtime.getRuntime().availableProcessors()).scales(network, plan);
  }

  /** Returns a design of the given parts, scales filled in. */
  static Design design(
      Network network, Device device, QuantisationPlan plan, ActivationScales scales,
      List<LayerChoice> choices) {
    List<DesignLayer> layers = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      String name = network.layers().get(i).name();
      String kind = LayerKinds.of(network.layers().get(i)).name();
      LayerPlan layer = plan.of(name);
      boolean weighted = kind.equals(DesignLayer.CONVOLUTION);
      layers.add(
          new DesignLayer(
              name,
              kind,
              weighted ? layer.weightBits() : 0,
              layer.activationBits(),
              OptionalDouble.of(scales.of(name)),
              layer.weightThreshold(),
              layer.activationThreshold(),
              choices.get(i)));
    }
    return new Design(
        network.name(), device.name(), device.clockMegahertz(), plan.inputBits(),
        scales.inputSigned(), OptionalDouble.of(scales.inputScale()), layers);
  }

  /** Refuses a design that needs more than the device offers, naming every resource. */
  static void checkFits(Resources needed, Device device) {
    Resources limit = device.budget();
    if (needed.fitsIn(limit)) {
      return;
    }
    throw new UserProblem(
        ExitCode.DOES_NOT_FIT,
        "the design does not fit " + device.name() + ": it needs "
            + String.join(" and ", needed.shortages(limit)),
        "take a larger device, a smaller folding, or leave the design out to have one found.");
  }
}
