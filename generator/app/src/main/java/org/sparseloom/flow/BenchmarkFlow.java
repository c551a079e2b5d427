package org.sparseloom.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sparseloom.data.ImageSet;
import org.sparseloom.device.Device;
import org.sparseloom.emit.ModuleCache;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;

/** Times every step of the flow on one model, in one run and from nothing. */
public final class BenchmarkFlow {
  private static final int REPEATS = 7;
  private static final int WARM_UP_TRIALS = 10;
  private static final int TIMED_IMAGES = 1000;
  private static final int REFERENCE_IMAGES = 8;
  private static final GenerateFlow.Widths EIGHT_BITS = new GenerateFlow.Widths(8, 8);

  /**
   * What to time.
   *
   * @param model ONNX file
   * @param device to build for
   * @param data labelled images
   * @param trials of the search
   * @param searchImages that judge a trial
   * @param simulatedImages through the generated Verilog
   */
  public record Request(
      Path model, Device device, DataOptions data, int trials, int searchImages,
      int simulatedImages) {}

  /**
   * One result.
   *
   * @param what was measured
   * @param value in {@code unit}
   */
  public record Figure(String what, double value, String unit) {}

  private final Progress progress;
  private final Consumer<Figure> figures;
  private final int threads = Runtime.getRuntime().availableProcessors();

  /** A benchmark that hands on each figure when it is known. */
  public BenchmarkFlow(Progress progress, Consumer<Figure> figures) {
    this.progress = progress;
    this.figures = figures;
  }

  /** Times every step; what it writes on the way goes to a temporary folder and is deleted. */
  public void run(Request request) {
    try {
      Path folder = Files.createTempDirectory("sparseloom-benchmark");
      try {
        steps(request, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.close();
  }

  private void steps(Request request, Path folder) {
    Network network = NetworkImporter.read(request.model());
    ImageSet images = request.data().open(network.input());
    if (images.size() < TIMED_IMAGES) {
      throw UserProblem.usage(
          "--data (" + images.description() + ") must hold at least " + TIMED_IMAGES
              + " images, has " + images.size(),
          "leave it out to take those of the shipped network.");
    }
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    ImageSet calibration =
        images.range(0, Math.min(GenerateFlow.CALIBRATION_IMAGES, images.size()));
    ActivationScales scales =
        Calibration.measure(network, calibration, threads).scales(network, plan);
    reference(Quantiser.quantise(network, scales, plan), images);
    folding(request, network, scales, plan, images);
    search(request, folder);
    hardware(request, folder);
  }

  private void reference(QuantisedNetwork network, ImageSet images) {
    FastExecutor fast = new FastExecutor(network);
    fast.forEach(images.range(0, 200), threads, (index, outputs) -> {});
    double seconds =
        seconds(() -> fast.forEach(images.range(0, TIMED_IMAGES), threads, (index, outputs) -> {}));
    figures.accept(
        new Figure("integer reference, fast, " + threads + " threads", TIMED_IMAGES / seconds,
            "images/s"));
    double slow =
        seconds(
            () -> {
              for (int i = 0; i < REFERENCE_IMAGES; i++) {
                NetworkExecutor.run(network, fast.image(images, i));
              }
            });
    figures.accept(
        new Figure("integer reference, readable, 1 thread", REFERENCE_IMAGES / slow, "images/s"));
  }

  private void folding(
      Request request, Network network, ActivationScales scales, QuantisationPlan plan,
      ImageSet images) {
    FoldingStep.Measured measured =
        new FoldingStep(request.device(), Allowance.ALL)
            .measured(network, scales, plan, images.range(0, GenerateFlow.WORK_IMAGES));
    double first = seconds(measured::best);
    double sum = 0;
    for (int i = 0; i < REPEATS; i++) {
      progress.update("folding search", i, REPEATS, "");
      sum += seconds(measured.afresh()::best);
    }
    figures.accept(new Figure("folding search, first in the process", 1000 * first, "ms"));
    figures.accept(
        new Figure("folding search, mean of the next " + REPEATS, 1000 * sum / REPEATS, "ms"));
    double trials =
        seconds(
            () -> {
              for (int i = 0; i < REPEATS; i++) {
                measured.ofTrial();
              }
            });
    figures.accept(
        new Figure("folding search of a trial, mean of " + REPEATS, 1000 * trials / REPEATS, "ms"));
  }

  private void search(Request request, Path folder) {
    search(request, folder, "warm-up", WARM_UP_TRIALS);
    double seconds = seconds(() -> search(request, folder, "design", request.trials()));
    figures.accept(
        new Figure(
            "search, " + request.searchImages() + " images a trial",
            60 * request.trials() / seconds,
            "trials/minute"));
  }

  private void search(Request request, Path folder, String name, int trials) {
    new SearchFlow(progress)
        .run(
            new SearchFlow.Request(
                request.model(), request.device(), request.data(),
                ImageCount.of(request.searchImages()), EIGHT_BITS, Allowance.ALL,
                OptionalDouble.empty(), SearchOptions.standard().withTrials(trials),
                folder.resolve(name + ".study.jsonl"), folder.resolve(name + ".json")));
  }

  private void hardware(Request request, Path folder) {
    Path output = folder.resolve("rtl");
    GenerateFlow.Result generated =
        new GenerateFlow(progress, ModuleCache.none())
            .run(
                new GenerateFlow.Request(
                    request.model(), Optional.of(folder.resolve("design.json")), Optional.empty(),
                    request.data(), EIGHT_BITS, Allowance.ALL, output,
                    Optional.empty()));
    figures.accept(new Figure("elaboration of the Chisel", generated.elaborationSeconds(), "s"));
    SimulationResult result =
        new SimulateFlow(progress)
            .run(
                output, Optional.empty(), ImageCount.of(request.simulatedImages()),
                SimulationOptions.fullSpeed().withCache(folder.resolve("cache")));
    if (!result.bitExact()) {
      throw new IllegalStateException("not bit-exact: " + result.faults());
    }
    figures.accept(new Figure("Verilator and C++ build, nothing cached", result.buildSeconds(), "s"));
    figures.accept(new Figure("simulation", result.simulatedCyclesPerSecond(), "cycles/s"));
    figures.accept(
        new Figure(
            "simulation, " + request.simulatedImages() + " images",
            request.simulatedImages() / result.runSeconds(),
            "images/s"));
  }

  private static double seconds(Runnable step) {
    long begin = System.nanoTime();
    step.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
