package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparseloom.execute.Measurement;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.DesignApplier;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.execute.Accuracy;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.sparsity.SparsityProfile;

/** Measures what a design's hardware computes: its accuracy and its zeros, by the reference. */
public final class EvaluateFlow {
  /** Images on which zeros are counted; they vary far less than accuracy does. */
  private static final int SPARSITY_IMAGES = 200;

  private final Progress progress;

  public EvaluateFlow(Progress progress) {
    this.progress = progress;
  }

  /** Evaluates on the first {@code count} images and writes evaluation.json into the folder. */
  public Evaluation run(Path folder, Optional<String> data, int count) {
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(folder));
    ImageSet all = design.images(data);
    ImageSet images = DataOptions.first(all, count);
    int threads = Runtime.getRuntime().availableProcessors();
    progress.update("accuracy, float", 0, 3, count + " images");
    double floating =
        Accuracy.floating(
                OnnxReader.read(design.folder().model(design.design().network())), images, threads)
            .share();
    progress.update("accuracy, quantised", 1, 3, "");
    double quantised = Accuracy.quantised(withoutThresholds(design), images, threads).share();
    progress.update("accuracy, sparse", 2, 3, "");
    double sparse = Accuracy.quantised(design.quantised(), images, threads).share();
    int sparsityImages = Math.min(SPARSITY_IMAGES, count);
    Map<String, SparsityProfile> layers =
        Measurement.of(design.quantised(), images.range(0, sparsityImages), threads).profiles();
    Evaluation evaluation =
        new Evaluation(
            Evaluation.FORMAT_VERSION, images.description(), count, floating, quantised, sparse,
            sparsityImages, new TreeMap<>(layers));
    new FolderDestination(folder)
        .write(new Artifact(Evaluation.FILE, Json.text(evaluation)));
    progress.close();
    return evaluation;
  }

  private static QuantisedNetwork withoutThresholds(LoadedDesign design) {
    QuantisationPlan plan = DesignApplier.plan(design.design());
    for (Map.Entry<String, LayerPlan> layer : plan.layers().entrySet()) {
      plan = plan.with(layer.getKey(), layer.getValue().withThresholds(0, 0));
    }
    return Quantiser.quantise(design.network(), DesignApplier.scales(design.design()), plan);
  }
}
