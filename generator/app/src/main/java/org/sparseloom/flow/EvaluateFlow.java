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
import org.sparseloom.execute.Agreement;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxModel;
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

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final Progress progress;

  public EvaluateFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * Evaluates on the first images and writes evaluation.json into the folder: top-1 shares if the
   * images have labels and the network gives classes, else how near it comes to the float model.
   */
  public Evaluation run(Path folder, Optional<String> data, ImageCount count) {
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(folder));
    ImageSet all = design.images(data);
    ImageSet images = count.first(all);
    int sparsityImages = Math.min(SPARSITY_IMAGES, images.size());
    Map<String, SparsityProfile> layers =
        Measurement.of(design.quantised(), images.range(0, sparsityImages), THREADS).profiles();
    boolean classes = images.label(0).isPresent() && Agreement.hasClasses(design.quantised());
    Evaluation evaluation =
        classes
            ? accuracy(design, images, layers, sparsityImages)
            : agreement(design, images, layers, sparsityImages);
    new FolderDestination(folder)
        .write(new Artifact(Evaluation.FILE, Json.text(evaluation)));
    progress.close();
    return evaluation;
  }

  private Evaluation accuracy(
      LoadedDesign design, ImageSet images, Map<String, SparsityProfile> layers,
      int sparsityImages) {
    progress.update("accuracy, float", 0, 3, images.size() + " images");
    double floating = Accuracy.floating(model(design), images, THREADS).share();
    progress.update("accuracy, quantised", 1, 3, "");
    double quantised = Accuracy.quantised(withoutThresholds(design), images, THREADS).share();
    progress.update("accuracy, sparse", 2, 3, "");
    double sparse = Accuracy.quantised(design.quantised(), images, THREADS).share();
    return new Evaluation(
        Evaluation.FORMAT_VERSION, images.description(), images.size(), Optional.of(floating),
        Optional.of(quantised), Optional.of(sparse), Optional.empty(), Optional.empty(),
        sparsityImages, new TreeMap<>(layers));
  }

  /** Without labels, or without classes, the float model is all there is to compare with. */
  private Evaluation agreement(
      LoadedDesign design, ImageSet images, Map<String, SparsityProfile> layers,
      int sparsityImages) {
    progress.update("agreement, quantised", 0, 2, images.size() + " images");
    Agreement quantised =
        Agreement.of(model(design), withoutThresholds(design), images, THREADS);
    progress.update("agreement, sparse", 1, 2, "");
    Agreement sparse = Agreement.of(model(design), design.quantised(), images, THREADS);
    return new Evaluation(
        Evaluation.FORMAT_VERSION, images.description(), images.size(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.of(quantised), Optional.of(sparse),
        sparsityImages, new TreeMap<>(layers));
  }

  private static OnnxModel model(LoadedDesign design) {
    return OnnxReader.read(design.folder().model(design.design().network()));
  }

  private static QuantisedNetwork withoutThresholds(LoadedDesign design) {
    QuantisationPlan plan = DesignApplier.plan(design.design());
    for (Map.Entry<String, LayerPlan> layer : plan.layers().entrySet()) {
      plan = plan.with(layer.getKey(), layer.getValue().withThresholds(0, 0));
    }
    return Quantiser.quantise(design.network(), DesignApplier.scales(design.design()), plan);
  }
}
