package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.device.Device;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;

/** Joins one stage per layer into a pipeline. */
public final class PipelineBuilder {
  private static final int LEAST_DEPTH = 2;
  private static final int MOST_DEPTH = 32;

  private PipelineBuilder() {}

  /**
   * Returns the pipeline of a network that is a chain.
   *
   * @param choices one per layer, in the network's order
   */
  public static Pipeline build(
      QuantisedNetwork network, List<LayerChoice> choices, Device device) {
    if (choices.size() != network.layers().size()) {
      throw new IllegalArgumentException(
          "choices (" + choices.size() + ") must be as many as layers (" + network.layers().size()
              + ")");
    }
    requireChain(network.network());
    List<Stage> stages = new ArrayList<>();
    List<Fifo> fifos = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      QuantisedLayer quantised = network.layers().get(i);
      Stage stage = choices.get(i).stage(quantised);
      StreamFormat from = i == 0 ? stage.input() : stages.get(i - 1).output();
      fifos.add(fifo(i, from, stage.input()));
      stages.add(stage);
    }
    return new Pipeline(network, device, stages, fifos);
  }

  /** Returns the FIFO in front of stage i; a fully connected layer takes pixels as channels of one. */
  public static Fifo fifo(int index, StreamFormat from, StreamFormat to) {
    return new Fifo("fifo_" + index, from, to, depth(to));
  }

  /** Two pixels, so that a producer that hands over a pixel at once need not wait; up to 32 beats. */
  private static int depth(StreamFormat to) {
    return Math.max(LEAST_DEPTH, Math.min(MOST_DEPTH, 2 * to.beatsPerPixel()));
  }

  private static void requireChain(Network network) {
    String previous = Network.INPUT;
    for (Node node : network.nodes()) {
      if (!node.inputs().equals(List.of(previous))) {
        throw new UserProblem(
            ExitCode.MODEL_NOT_SUPPORTED,
            "layer " + node.layer().name() + " takes " + node.inputs() + ", must take only "
                + previous + ": only networks without branches can be built",
            "cut the branch out of the network");
      }
      previous = node.layer().name();
    }
  }
}
