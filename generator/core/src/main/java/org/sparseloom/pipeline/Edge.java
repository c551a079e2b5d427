package org.sparseloom.pipeline;

/**
 * A stream from a stage, or from the network's input, to a stage.
 *
 * @param producer index of the stage that gives it, or {@link #INPUT}
 * @param consumer index of the stage that takes it
 * @param port which of the consumer's inputs it is, from 0
 * @param fifo what stands in it
 */
public record Edge(int producer, int consumer, int port, Fifo fifo) {
  /** Stands for the network's input among producers. */
  public static final int INPUT = -1;

  public Edge {
    if (producer < INPUT || producer >= consumer || port < 0) {
      throw new IllegalArgumentException(
          "edge from stage " + producer + " to port " + port + " of stage " + consumer
              + " must lead from a stage to one behind it");
    }
  }

  /** Returns the same stream with something else in it. */
  Edge with(Fifo other) {
    return new Edge(producer, consumer, port, other);
  }
}
