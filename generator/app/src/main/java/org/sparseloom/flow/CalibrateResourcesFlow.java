package org.sparseloom.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.sparseloom.calibrate.CalibrationSample;
import org.sparseloom.calibrate.Calibrator;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.progress.Progress;
import org.sparseloom.resource.Coefficients;
import org.sparseloom.resource.ResourceFit;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.resource.ResourceSample;
import org.sparseloom.synthesis.NetlistCache;
import org.sparseloom.synthesis.Yosys;

/** Fits the resource model to what Yosys counts for random designs, or compares it with that. */
public final class CalibrateResourcesFlow {
  private final Progress progress;

  public CalibrateResourcesFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * What is counted.
   *
   * @param designs how many random designs of two stages
   * @param seed of the designs
   * @param device whose family is synthesised for
   * @param cache folder for counts, from which a run that was cut off goes on
   */
  public record Samples(int designs, long seed, Device device, Path cache) {}

  /** Resources of one thing as the model expects them and as counted. */
  public record Comparison(String name, Resources predicted, Resources counted) {}

  /**
   * How good a model is.
   *
   * @param stages every stage of the designs, without its memories
   * @param designs every whole design
   */
  public record Comparisons(List<Comparison> stages, List<Comparison> designs) {}

  /** What was fitted, and how good it is for what it was fitted to. */
  public record Result(ResourceFit fit, Comparisons comparisons) {}

  /**
   * Synthesises, fits and writes the file.
   *
   * @param output file of the coefficients
   * @param command as the file shall name it
   */
  public Result fit(Samples request, Path output, String command) {
    Coefficients old = Coefficients.standard();
    Yosys yosys = Yosys.find();
    List<CalibrationSample> samples = samples(request, yosys, old);
    List<ResourceSample> units =
        samples.stream().flatMap(sample -> sample.units().stream()).toList();
    ResourceFit fit =
        ResourceFit.of(
            units, old, yosys.version(),
            command + ": " + Yosys.command(request.device().family(), "MODULE"));
    Path file = output.toAbsolutePath();
    new FolderDestination(file.getParent())
        .write(new Artifact(file.getFileName().toString(), fit.coefficients().text()));
    return new Result(fit, comparisons(samples, fit.coefficients(), request.device()));
  }

  /** Synthesises and compares with the coefficients that hold, fitting nothing. */
  public Comparisons check(Samples request) {
    Coefficients standard = Coefficients.standard();
    return comparisons(
        samples(request, Yosys.find(), standard), standard, request.device());
  }

  private static Comparisons comparisons(
      List<CalibrationSample> samples, Coefficients coefficients, Device device) {
    ResourceModel model = new ResourceModel(coefficients, device.family());
    PipelineEstimator estimator = new PipelineEstimator(model);
    List<Comparison> stages = new ArrayList<>();
    List<Comparison> designs = new ArrayList<>();
    for (CalibrationSample sample : samples) {
      designs.add(
          new Comparison(
              sample.pipeline().network().network().name(),
              estimator.resources(sample.pipeline()),
              sample.counted()));
      for (int i = 0; i < sample.stages().size(); i++) {
        stages.add(
            new Comparison(
                sample.pipeline().stages().get(i).moduleName(),
                model.of(sample.pipeline().stages().get(i).units()),
                sample.stages().get(i)));
      }
    }
    return new Comparisons(stages, designs);
  }

  /** One run of Yosys a batch, as many at once as there are processors. */
  private List<CalibrationSample> samples(Samples request, Yosys yosys, Coefficients old) {
    Path folder = temporary();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Calibrator calibrator =
          new Calibrator(
              yosys, NetlistCache.in(request.cache(), yosys), request.device(),
              new ResourceModel(old, request.device().family()));
      List<Future<List<CalibrationSample>>> batches = new ArrayList<>();
      calibrator
          .batches(folder, request.designs(), request.seed())
          .forEach(batch -> batches.add(workers.submit(batch)));
      List<CalibrationSample> samples = new ArrayList<>();
      for (Future<List<CalibrationSample>> batch : batches) {
        progress.update("synthesising", samples.size(), request.designs(), "random designs");
        samples.addAll(batch.get());
      }
      progress.close();
      return samples;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      workers.shutdownNow();
      delete(folder);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sparseloom-calibration-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
