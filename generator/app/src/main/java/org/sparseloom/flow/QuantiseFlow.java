package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.Accuracy;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;

/** Measures how well a model's integers do, at several widths, before anything is built. */
public final class QuantiseFlow {
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
   */
  public record Request(
      Path model, DataOptions calibration, DataOptions evaluation, int count,
      List<Integer> widths) {}

  /** Top-1 of the float model by ONNX Runtime, and of the integer reference at each width. */
  public record Result(Accuracy floating, List<Accuracy> integers) {}

  public Result run(Request request) {
    int steps = 2 + request.widths().size();
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
      integers.add(
          Accuracy.quantised(
              Quantiser.quantise(network, calibration.scales(network, plan), plan),
              images,
              threads));
    }
    progress.close();
    return new Result(floating, integers);
  }
}
