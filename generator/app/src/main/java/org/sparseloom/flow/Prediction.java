package org.sparseloom.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.Measurement;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.sparsity.MeasuredWork;

/**
 * What a whole design is expected to do: resources and the mean cycles of every stage from many
 * images, interval and latency from images played through the pipeline row by row.
 */
final class Prediction {
  /** Images on which the work of the engines is measured exactly. */
  static final int IMAGES = 32;

  private static final long SAMPLE_SEED = 1;

  private Prediction() {}

  /** Predicts for the first {@link #IMAGES} images of a set. */
  static PipelineEstimate of(
      QuantisedNetwork network, Pipeline pipeline, ImageSet images, String family,
      double clockMegahertz) {
    int threads = Runtime.getRuntime().availableProcessors();
    int count = Math.min(IMAGES, images.size());
    PipelineEstimate stageByStage =
        PipelineEstimator.forFamily(family)
            .estimate(pipeline, work(network, images.range(0, count), threads), clockMegahertz);
    List<Map<String, Work>> each = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      each.add(work(network, images.range(i, i + 1), threads));
    }
    return stageByStage.played(PipelineTrace.of(pipeline, each, 2 * count));
  }

  private static Map<String, Work> work(QuantisedNetwork network, ImageSet images, int threads) {
    return Measurement.of(network, images, threads).work(MeasuredWork.ALL_PIXELS, SAMPLE_SEED);
  }
}
