package org.sparseloom.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.ImageWork;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.ImageLoad;
import org.sparseloom.pipeline.NoWork;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.pipeline.PipelineTrace;

/**
 * What a whole design is expected to do: resources and the mean cycles of every stage from some
 * images, interval and latency from images played through the pipeline row by row.
 */
final class Prediction {
  /** Images on which the work of the engines is measured exactly. */
  static final int IMAGES = 32;

  private Prediction() {}

  /** Predicts for the first {@link #IMAGES} images of a set. */
  static PipelineEstimate of(
      QuantisedNetwork network, Pipeline pipeline, ImageSet images, String family,
      double clockMegahertz) {
    int count = Math.min(IMAGES, images.size());
    List<ImageLoad> loads = loads(network, pipeline, images, count);
    return PipelineEstimator.forFamily(family)
        .estimate(pipeline, loads, clockMegahertz)
        .played(PipelineTrace.played(pipeline, loads, 2 * count));
  }

  /** Predicts a simulation of all images of a set, one after the other. */
  static PipelineTrace ofRun(QuantisedNetwork network, Pipeline pipeline, ImageSet images) {
    return PipelineTrace.measured(
        pipeline, loads(network, pipeline, images, images.size()));
  }

  /**
   * Returns the mean cycles per image, over all images of a set, of every stage asked for, by its
   * index: alone, and what it waits in rows for which the connections in front of it need more.
   */
  static Map<Integer, Double> ofStages(
      QuantisedNetwork network, Pipeline pipeline, ImageSet images, List<Integer> stages) {
    ImageWork work = new ImageWork(network);
    Set<String> layers =
        stages.stream()
            .map(stage -> pipeline.stages().get(stage).layer().name())
            .collect(Collectors.toSet());
    List<Map<Integer, Double>> perImage =
        IntStream.range(0, images.size())
            .parallel()
            .mapToObj(image -> work.of(images, image, layers))
            .map(
                own ->
                    stages.stream()
                        .collect(Collectors.toMap(s -> s, s -> cycles(pipeline, s, own))))
            .toList();
    Map<Integer, Double> means = new TreeMap<>();
    for (int stage : stages) {
      means.put(
          stage, perImage.stream().mapToDouble(own -> own.get(stage)).average().orElseThrow());
    }
    return means;
  }

  private static double cycles(Pipeline pipeline, int index, Map<String, Work> work) {
    Stage stage = pipeline.stages().get(index);
    Work own = work.getOrDefault(stage.layer().name(), NoWork.INSTANCE);
    double[] rows = stage.rowCycles(own);
    double brought =
        pipeline.into(index).stream()
                .mapToDouble(edge -> edge.fifo().cyclesPerImage())
                .max()
                .orElse(0)
            / rows.length;
    double waited = Arrays.stream(rows).map(row -> Math.max(0, brought - row)).sum();
    return stage.cyclesPerImage(own) + waited;
  }

  /** Returns what the first images of a set ask of a pipeline's stages. */
  static List<ImageLoad> loads(
      QuantisedNetwork network, Pipeline pipeline, ImageSet images, int count) {
    ImageWork work = new ImageWork(network);
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(image -> ImageLoad.of(pipeline, work.of(images, image)))
        .toList();
  }
}
