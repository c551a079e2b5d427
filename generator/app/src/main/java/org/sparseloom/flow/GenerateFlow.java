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
import org.sparseloom.axi.AxiUnits;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignFile;
import org.sparseloom.device.Device;
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
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.UserCache;
import org.sparseloom.progress.Progress;
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
   * @param wrapper what the AXI wrapper is expected to take besides; empty if there is no Verilog
   * @param foldingGap most that a better folding could gain, as a share of the shortest interval that is
   *     not proven impossible; empty if the folding was given, or the cheapest for an interval
   */
  public record Result(
      DesignFolder folder, Design design, PipelineEstimate estimate, Optional<Resources> wrapper,
      double elaborationSeconds, OptionalDouble foldingGap) {}

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
    DesignStep.Found found = new DesignStep(progress).of(request);
    Resources needed = found.estimate().resources();
    Device device = found.pipeline().device();
    checkFits(needed, device);
    Optional<Resources> wrapper = wrapper(request, found.pipeline());
    wrapper.ifPresent(besides -> checkFits(needed.plus(besides), device, request.busBits()));
    return write(request, found, wrapper);
  }

  private static Optional<Resources> wrapper(Request request, Pipeline pipeline) {
    return request.backends().contains(Backend.VERILOG)
        ? Optional.of(AxiUnits.resources(pipeline, request.busBits()))
        : Optional.empty();
  }

  private Result write(
      Request request, DesignStep.Found found, Optional<Resources> wrapper) {
    Design design = found.design();
    Pipeline pipeline = found.pipeline();
    PipelineEstimate estimate = found.estimate();
    DesignFolder folder = new DesignFolder(request.output());
    folder.prepare();
    long begin = System.nanoTime();
    List<Artifact> artifacts =
        new AcceleratorGenerator(
                elaborator(request, pipeline), others(request), Version.text(), request.busBits())
            .generate(
                pipeline, folder.name(), facts(request, found.workImages(), estimate),
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
    return new Result(folder, design, estimate, wrapper, seconds, found.gap());
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
      Request request, int workImages, PipelineEstimate estimate) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put(LoadedDesign.BUS_BITS, request.busBits());
    facts.put("data", request.data().specification());
    facts.put("dataMeans", request.data().normalisation().means());
    facts.put("dataDeviations", request.data().normalisation().deviations());
    facts.put("workImages", workImages);
    facts.put("predictedCyclesPerImage", Math.round(estimate.cyclesPerImage()));
    return facts;
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

  /**
   * Refuses a design that leaves its AXI wrapper no room: beyond the usable share a wrapper may go, as
   * it is wired to its ports and to little else, but not beyond what there is.
   */
  private static void checkFits(Resources whole, Device device, int busBits) {
    if (whole.fitsIn(device.limits())) {
      return;
    }
    throw new UserProblem(
        ExitCode.DOES_NOT_FIT,
        "the design and its AXI wrapper of " + busBits + " bit do not fit " + device.name()
            + ": together they need " + String.join(" and ", whole.shortages(device.limits())),
        "take a narrower --bus-bits, a larger device, or a smaller folding (--cycles).");
  }
}
