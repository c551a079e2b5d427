package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Unit;
import org.sparseloom.resource.ResourceModel;

/**
 * Which deep FIFOs are in UltraRAM: none of a pipeline that fits a device's block RAM without, if need
 * be with read-only memories in UltraRAM ({@link MemoryPlacement}). Of others those that free the most
 * block RAM for each UltraRAM, until the rest fits: unlike weights they need not be loaded.
 */
public final class FifoPlacement {
  /** What an UltraRAM must free: parts have at least twice as many block RAMs, of an eighth of its bits. */
  private static final double LEAST_FREED = 2;

  private FifoPlacement() {}

  /** Returns the pipeline with its FIFOs where they are on its device. */
  static Pipeline placed(Pipeline pipeline) {
    Resources limits = pipeline.device().limits();
    if (limits.uram() == 0) {
      return pipeline;
    }
    ResourceModel model = ResourceModel.standard(pipeline.device().family());
    PipelineEstimator estimator = new PipelineEstimator(model);
    if (estimator.resources(pipeline).bram36() <= limits.bram36()) {
      return pipeline;
    }
    double excess = estimator.inBlockRam(pipeline).bram36() - limits.bram36();
    double ultras = limits.uram();
    List<Edge> edges = new ArrayList<>(pipeline.edges());
    for (int index : mostFreedFirst(pipeline, model::of)) {
      Fifo moved = edges.get(index).fifo().inUltraRam();
      Resources freed = freed(edges.get(index).fifo(), model::of);
      if (excess > 0 && freed.uram() <= ultras) {
        edges.set(index, edges.get(index).with(moved));
        excess += freed.bram36();
        ultras -= freed.uram();
      }
    }
    return new Pipeline(pipeline.network(), pipeline.device(), pipeline.stages(), edges);
  }

  private static List<Integer> mostFreedFirst(
      Pipeline pipeline, Function<List<Unit>, Resources> cost) {
    List<Fifo> fifos = pipeline.fifos();
    return IntStream.range(0, fifos.size())
        .boxed()
        .filter(index -> pays(fifos.get(index), cost))
        .sorted(Comparator.comparingDouble(index -> -gain(freed(fifos.get(index), cost))))
        .toList();
  }

  /** Returns a FIFO in UltraRAM if it pays to have it there. */
  public static Fifo relieving(Fifo fifo, Function<List<Unit>, Resources> cost) {
    return pays(fifo, cost) ? fifo.inUltraRam() : fifo;
  }

  private static boolean pays(Fifo fifo, Function<List<Unit>, Resources> cost) {
    return fifo.block() && gain(freed(fifo, cost)) >= LEAST_FREED;
  }

  private static double gain(Resources freed) {
    return -freed.bram36() / freed.uram();
  }

  /** Returns what changes if a FIFO is moved: less block RAM, more UltraRAM. */
  private static Resources freed(Fifo fifo, Function<List<Unit>, Resources> cost) {
    return cost.apply(List.of(fifo.inUltraRam().memory()))
        .plus(cost.apply(List.of(fifo.memory())).times(-1));
  }
}
