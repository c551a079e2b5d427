package org.sparseloom.flow;

import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.ImageWork;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.ImageLoad;
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
