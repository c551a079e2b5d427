package org.sparseloom.pipeline;

import java.util.List;

/**
 * Rows of the producer's image for which FIFOs have room beyond what every FIFO has, so that stages that
 * are about equally slow need not take turns ({@link FifoRowSearch}).
 *
 * @param byStage per stage and input port; stages and ports that are missing have none
 */
public record FifoRows(List<List<Integer>> byStage) {
  /** Room for nothing more. */
  public static final FifoRows NONE = new FifoRows(List.of());

  public FifoRows {
    byStage = byStage.stream().map(List::copyOf).toList();
  }

  /** Returns the rows of the FIFO in front of a stage's port. */
  public int of(int stage, int port) {
    boolean given = stage < byStage.size() && port < byStage.get(stage).size();
    return given ? byStage.get(stage).get(port) : 0;
  }

  /** Returns those of all ports of a stage; empty if none has any. */
  public List<Integer> of(int stage) {
    return stage < byStage.size() ? byStage.get(stage) : List.of();
  }
}
