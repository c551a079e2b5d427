package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.resource.ResourceModel;

/** Predicts interval, latency and resources of a pipeline from the work of its layers. */
public final class PipelineEstimator {
  private final ResourceModel resources;

  public PipelineEstimator(ResourceModel resources) {
    this.resources = resources;
  }

  /** Returns the estimator with the shipped coefficients for a pipeline's device. */
  public static PipelineEstimator forFamily(String family) {
    return new PipelineEstimator(ResourceModel.standard(family));
  }

  /**
   * Returns the prediction: the interval is that of the slowest stage or connection.
   *
   * @param work by layer name; layers without engines may be missing
   * @param clockMegahertz clock of the design
   */
  public PipelineEstimate estimate(
      Pipeline pipeline, Map<String, Work> work, double clockMegahertz) {
    List<Mean> means = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      Work own = workOf(stage, work);
      means.add(
          new Mean(
              stage.cyclesPerImage(own), stage.multipliers() == 0 ? 0 : own.pairDensity()));
    }
    return ofMeans(pipeline, means, clockMegahertz);
  }

  /** Returns the prediction for the mean of some images, at least one. */
  public PipelineEstimate estimate(
      Pipeline pipeline, List<ImageLoad> images, double clockMegahertz) {
    List<Mean> means = new ArrayList<>();
    for (int i = 0; i < pipeline.stages().size(); i++) {
      int stage = i;
      means.add(
          new Mean(
              mean(images, image -> image.stages().get(stage).cycles()),
              mean(images, image -> image.stages().get(stage).pairDensity())));
    }
    return ofMeans(pipeline, means, clockMegahertz);
  }

  private static double mean(List<ImageLoad> images, ToDoubleFunction<ImageLoad> of) {
    return images.stream().mapToDouble(of).average().orElseThrow();
  }

  /** Cycles per image of a stage alone, and its density of non-zero pairs. */
  private record Mean(double cycles, double pairDensity) {}

  private PipelineEstimate ofMeans(Pipeline pipeline, List<Mean> means, double clockMegahertz) {
    double interval = means.stream().mapToDouble(Mean::cycles).max().orElse(0);
    for (Fifo fifo : pipeline.fifos()) {
      interval = Math.max(interval, fifo.cyclesPerImage());
    }
    List<StageEstimate> stages = new ArrayList<>();
    MemoryPlacement placement = placement(pipeline);
    Resources total = Resources.NONE;
    for (int i = 0; i < pipeline.stages().size(); i++) {
      Resources cost =
          cost(pipeline, i).plus(placement.freed(i, pipeline.stages().get(i), resources));
      total = total.plus(cost);
      stages.add(stage(pipeline.stages().get(i), means.get(i), interval, cost));
    }
    return new PipelineEstimate(
        interval,
        latency(pipeline, means.stream().map(Mean::cycles).toList()),
        clockMegahertz,
        total,
        stages);
  }

  /** Returns the resources of a pipeline, whatever its work. */
  public Resources resources(Pipeline pipeline) {
    return inBlockRam(pipeline).plus(placement(pipeline).freed());
  }

  /** Returns which memories are in UltraRAM. */
  public MemoryPlacement placement(Pipeline pipeline) {
    return MemoryPlacement.of(pipeline, resources, inBlockRam(pipeline));
  }

  /** Returns the resources with all read-only memories in block RAM. */
  Resources inBlockRam(Pipeline pipeline) {
    Resources total = Resources.NONE;
    for (int i = 0; i < pipeline.stages().size(); i++) {
      total = total.plus(cost(pipeline, i));
    }
    return total;
  }

  /**
   * Returns the resources of a stage with its memories, the connections in front of it and the fork
   * behind it; with the first stage comes the fork of the images.
   */
  private Resources cost(Pipeline pipeline, int stage) {
    Resources cost = resources.of(pipeline.stages().get(stage));
    for (Edge edge : pipeline.into(stage)) {
      cost = cost.plus(resources.of(edge.fifo().units()));
    }
    for (Fork fork : pipeline.forks()) {
      if (Math.max(0, fork.producer()) == stage) {
        cost = cost.plus(resources.of(fork.units()));
      }
    }
    return cost;
  }

  private static StageEstimate stage(Stage stage, Mean mean, double interval, Resources cost) {
    double use =
        stage.multipliers() == 0
            ? 0
            : mean.pairDensity() * stage.layer().macs() / (stage.multipliers() * interval);
    return new StageEstimate(
        stage, mean.cycles(), mean.cycles() / interval, use, mean.pairDensity(), cost);
  }

  private static Work workOf(Stage stage, Map<String, Work> work) {
    Work found = work.get(stage.layer().name());
    if (found == null && stage.multipliers() > 0) {
      throw new IllegalArgumentException(
          "no work was measured for layer " + stage.layer().name() + ", only for "
              + work.keySet());
    }
    return found == null ? NoWork.INSTANCE : found;
  }

  /** An image leaves when its slowest stage, begun after the fills before it, and those behind end. */
  private static long latency(Pipeline pipeline, List<Double> cycles) {
    double[] filled = new double[cycles.size()];
    double[] ended = new double[cycles.size()];
    for (int i = 0; i < cycles.size(); i++) {
      Stage stage = pipeline.stages().get(i);
      double begin = 0;
      double latest = 0;
      for (Edge edge : pipeline.into(i)) {
        if (edge.producer() != Edge.INPUT) {
          begin = Math.max(begin, filled[edge.producer()]);
          latest = Math.max(latest, ended[edge.producer()]);
        }
      }
      double row = stage.fillCycles() / (double) stage.layer().inputShape().height();
      ended[i] = Math.max(latest + row, begin + cycles.get(i));
      filled[i] = begin + stage.fillCycles();
    }
    return Math.round(ended[ended.length - 1]);
  }
}
