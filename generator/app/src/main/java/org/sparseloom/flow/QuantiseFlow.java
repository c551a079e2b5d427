package org.sparseloom.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.Accuracy;
import org.sparseloom.execute.MixedWidths;
import org.sparseloom.file.FileBatch;
import org.sparseloom.file.FileReason;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.Equalisation;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;

/** Measures how well a model's integers do, at several widths, before anything is built. */
public final class QuantiseFlow {
  /** Images on which a layer's influence is measured: it hardly differs from image to image. */
  private static final int SENSITIVITY_IMAGES = 12;

  private final Progress progress;

  public QuantiseFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * What to measure.
   *
   * @param model ONNX file
   * @param calibration images that scales come from, at most {@link GenerateFlow#CALIBRATION_IMAGES}
   * @param evaluation labelled images
   * @param count of them
   * @param widths of weights and activations alike
   * @param mixed decibels that each layer keeps the outputs above, if there shall be a last plan of
   *     the first width with more bits for the layers that need them ({@link MixedWidths})
   * @param equalised file for the equalised network ({@link Equalisation}), if it is that which
   *     shall be measured
   */
  public record Request(
      Path model, DataOptions calibration, DataOptions evaluation, ImageCount count,
      List<Integer> widths, OptionalDouble mixed, Optional<Path> equalised) {}

  /** Top-1 of the float model by ONNX Runtime, and of the integer reference at each width. */
  public record Result(
      Accuracy floating, List<Accuracy> integers, Optional<Mixed> mixed) {}

  /** A plan of mixed widths: which layers' outputs got how many bits instead of the first width. */
  public record Mixed(Accuracy accuracy, Map<String, Integer> widened, double meanBits) {}

  public Result run(Request request) {
    int steps = 2 + request.widths().size() + (request.mixed().isPresent() ? 1 : 0);
    progress.update("import", 0, steps, request.model().toString());
    Network given = NetworkImporter.read(request.model());
    ImageSet images =
        request.count().first(request.evaluation().open(given.input()));
    ImageSet all = request.calibration().open(given.input());
    ImageSet calibrating =
        all.range(0, Math.min(GenerateFlow.CALIBRATION_IMAGES, all.size()));
    int threads = Runtime.getRuntime().availableProcessors();
    progress.update("accuracy, float", 1, steps, images.size() + " images");
    Accuracy floating = Accuracy.floating(OnnxReader.read(request.model()), images, threads);
    Network network =
        request
            .equalised()
            .map(file -> equalised(given, calibrating, threads, file))
            .orElse(given);
    Calibration calibration = Calibration.measure(network, calibrating, threads);
    List<Accuracy> integers = new ArrayList<>();
    for (int bits : request.widths()) {
      progress.update("accuracy, " + bits + " bits", 2 + integers.size(), steps, "");
      QuantisationPlan plan = QuantisationPlan.uniform(network, bits, bits);
      integers.add(accuracy(network, calibration, plan, images));
    }
    Optional<Mixed> mixed = Optional.empty();
    if (request.mixed().isPresent()) {
      progress.update("mixed widths", steps - 1, steps, "");
      ImageSet few = all.range(0, Math.min(SENSITIVITY_IMAGES, all.size()));
      int bits = request.widths().get(0);
      QuantisationPlan plan =
          MixedWidths.of(
              network, calibration, few, QuantisationPlan.uniform(network, bits, bits),
              request.mixed().getAsDouble());
      mixed =
          Optional.of(
              mixed(network, bits, plan, accuracy(network, calibration, plan, images)));
    }
    progress.close();
    return new Result(floating, integers, mixed);
  }

  /** Writes the equalised network and returns it as it is read again. */
  private static Network equalised(Network network, ImageSet images, int threads, Path file) {
    if (!network.given().isEmpty()) {
      throw UserProblem.usage(
          "--equalise must be given a model in float, but " + network.name()
              + " states its scales (QuantizeLinear, DequantizeLinear)",
          "equalise the model that it was made from.");
    }
    OnnxModel model = NetworkExporter.write(Equalisation.of(network, images, threads));
    Network again = readable(model);
    try {
      FileBatch.writeOne(file, temporary -> Files.write(temporary, model.bytes()));
    } catch (IOException e) {
      throw UserProblem.usage(
          "the equalised model cannot be written to " + file + ": " + FileReason.of(e),
          "choose another place with --equalise.");
    }
    return again;
  }

  private static Network readable(OnnxModel model) {
    try {
      return NetworkImporter.of(model);
    } catch (UserProblem e) {
      throw new UserProblem(
          ExitCode.MODEL_NOT_SUPPORTED,
          "network " + model.name() + " cannot be written so that it is read again, which --equalise"
              + " must do: " + e.getMessage(),
          "it has a ConvTranspose or DepthToSpace; quantise it as it is, perhaps with --mixed.",
          e);
    }
  }

  private static Accuracy accuracy(
      Network network, Calibration calibration, QuantisationPlan plan, ImageSet images) {
    return Accuracy.quantised(
        Quantiser.quantise(network, calibration.scales(network, plan), plan),
        images,
        Runtime.getRuntime().availableProcessors());
  }

  private static Mixed mixed(
      Network network, int least, QuantisationPlan plan, Accuracy accuracy) {
    Map<String, Integer> widened = new LinkedHashMap<>();
    double bits = 0;
    double values = 0;
    List<Layer> layers = network.layers();
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      int own = plan.of(layer.name()).activationBits();
      bits += (double) own * layer.outputShape().elements();
      values += layer.outputShape().elements();
      if (own > least) {
        widened.put(layer.name(), own);
      }
    }
    return new Mixed(accuracy, widened, bits / values);
  }
}
