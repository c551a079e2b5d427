package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MemoryKind;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.resource.UltraRule;

/**
 * Which read-only memories of a pipeline are in UltraRAM: those that free the most block RAM for each
 * UltraRAM, until what is left fits the device's block RAM. None on a device without UltraRAM. What is
 * written is the matter of {@link FifoPlacement}.
 *
 * @param ultra memories in UltraRAM, in the order of stages and ports
 * @param freed block RAM that they would take, less, and the UltraRAM that they take, more
 */
public record MemoryPlacement(Set<Place> ultra, Resources freed) {
  /** A memory: the index of its stage, and its name. */
  public record Place(int stage, String memory) {}

  private record Move(Place place, double blocks, long ultras) {
    double gain() {
      return blocks / ultras;
    }
  }

  /** Returns the placement of a pipeline's memories on its device. */
  public static MemoryPlacement of(Pipeline pipeline) {
    return pipeline.device().limits().uram() == 0
        ? new MemoryPlacement(Set.of(), Resources.NONE)
        : PipelineEstimator.forFamily(pipeline.device().family()).placement(pipeline);
  }

  /**
   * Returns the placement.
   *
   * @param model prices the memories as if all were in block RAM
   * @param needed of the whole pipeline, all memories in block RAM
   */
  static MemoryPlacement of(Pipeline pipeline, ResourceModel model, Resources needed) {
    Resources limits = pipeline.device().limits();
    List<Move> moves = new ArrayList<>();
    if (limits.uram() > 0 && needed.bram36() > limits.bram36()) {
      moves.addAll(moves(pipeline, model));
    }
    Set<Place> ultra = new LinkedHashSet<>();
    double blocks = 0;
    double ultras = needed.uram();
    for (Move move : moves) {
      if (needed.bram36() - blocks > limits.bram36() && ultras + move.ultras() <= limits.uram()) {
        ultra.add(move.place());
        blocks += move.blocks();
        ultras += move.ultras();
      }
    }
    return new MemoryPlacement(
        ultra, new Resources(0, 0, 0, -blocks, ultras - needed.uram()));
  }

  /**
   * Returns what one stage changes if all its memories are moved that free at least a block RAM for
   * each UltraRAM: less block RAM, more UltraRAM.
   */
  public static Resources freedAtMost(Stage stage, ResourceModel model) {
    Resources sum = Resources.NONE;
    for (MemoryKind kind : stage.memoryKinds()) {
      Resources freed = freed(kind.like(), model);
      if (-freed.bram36() >= freed.uram()) {
        sum = sum.plus(freed.times(kind.count()));
      }
    }
    return sum;
  }

  private static Resources freed(MemoryPort port, ResourceModel model) {
    double blocks = model.of(ResourceModel.unit(port)).bram36();
    return new Resources(0, 0, 0, -blocks, UltraRule.blocks(port));
  }

  /** Returns all moves out of block RAM, the best first. */
  private static List<Move> moves(Pipeline pipeline, ResourceModel model) {
    List<Move> moves = new ArrayList<>();
    for (int index = 0; index < pipeline.stages().size(); index++) {
      Stage stage = pipeline.stages().get(index);
      for (MemoryPort port : stage.memories()) {
        double blocks = model.of(ResourceModel.unit(port)).bram36();
        if (blocks > 0) {
          moves.add(new Move(new Place(index, port.name()), blocks, UltraRule.blocks(port)));
        }
      }
    }
    moves.sort(Comparator.comparingDouble(Move::gain).reversed());
    return moves;
  }

  /** Returns whether a memory of a stage is in UltraRAM. */
  public boolean isUltra(int stage, MemoryPort port) {
    return ultra.contains(new Place(stage, port.name()));
  }

  /** Returns what the memories of one stage change. */
  Resources freed(int stage, Stage built, ResourceModel model) {
    Resources sum = Resources.NONE;
    for (MemoryPort port : built.memories()) {
      if (isUltra(stage, port)) {
        sum = sum.plus(freed(port, model));
      }
    }
    return sum;
  }
}
