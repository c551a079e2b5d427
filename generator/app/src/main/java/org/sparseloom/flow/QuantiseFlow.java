package org.sparseloom.flow;

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
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.Calibration;
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
   * @param count of them, from the first on
   * @param widths of weights and activations alike
   * @param mixed decibels that each layer keeps the outputs above, if there shall be a last plan of
   *     the first width with more bits for the layers that need them ({@link MixedWidths})
   */
  public record Request(
      Path model, DataOptions calibration, DataOptions evaluation, int count,
      List<Integer> widths, OptionalDouble mixed) {}

  /** Top-1 of the float model by ONNX Runtime, and of the integer reference at each width. */
  public record Result(
      Accuracy floating, List<Accuracy> integers, Optional<Mixed> mixed) {}

  /** A plan of mixed widths: which layers' outputs got how many bits instead of the first width. */
  public record Mixed(Accuracy accuracy, Map<String, Integer> widened, double meanBits) {}

  public Result run(Request request) {
    int steps = 2 + request.widths().size() + (request.mixed().isPresent() ? 1 : 0);
    progress.update("import", 0, steps, request.model().toString());
    Network network = NetworkImporter.read(request.model());
    ImageSet images =
        DataOptions.first(request.evaluation().open(network.input()), request.count());
    ImageSet all = request.calibration().open(network.input());
    int threads = Runtime.getRuntime().availableProcessors();
    progress.update("accuracy, float", 1, steps, images.size() + " images");
    Accuracy floating = Accuracy.floating(OnnxReader.read(request.model()), images, threads);
    Calibration calibration =
        Calibration.measure(
            network, all.range(0, Math.min(GenerateFlow.CALIBRATION_IMAGES, all.size())), threads);
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
