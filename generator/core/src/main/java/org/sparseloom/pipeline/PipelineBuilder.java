package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.stream.StreamFormat;

/** Joins one stage per layer into a pipeline. */
public final class PipelineBuilder {
  private static final int LEAST_DEPTH = 2;
  private static final int MOST_DEPTH = 32;

  /**
   * Stages that take pixels side by side need a cycle or a few for each group: sparse ones, and those
   * that begin a row, fall behind their neighbours by about so many groups, and catch up again.
   */
  private static final int SIDE_BY_SIDE_DEPTH = 16;

  private PipelineBuilder() {}

  /** Returns the pipeline of a network whose FIFOs are as short as they can be. */
  public static Pipeline build(
      QuantisedNetwork network, List<LayerChoice> choices, Device device) {
    return build(network, choices, FifoRows.NONE, device);
  }

  /**
   * Returns the pipeline of a network.
   *
   * @param choices one per layer, in the network's order
   * @param rows for which FIFOs have room
   */
  public static Pipeline build(
      QuantisedNetwork network, List<LayerChoice> choices, FifoRows rows, Device device) {
    if (choices.size() != network.layers().size()) {
      throw new IllegalArgumentException(
          "choices (" + choices.size() + ") must be as many as layers (" + network.layers().size()
              + ")");
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      stages.add(choices.get(i).stage(network.layers().get(i)));
    }
    List<List<Integer>> producers = producers(network.network());
    JoinDepths depths = JoinDepths.of(stages, producers);
    List<Edge> edges = new ArrayList<>();
    StreamFormat images = images(stages, producers);
    for (int consumer = 0; consumer < stages.size(); consumer++) {
      for (int port = 0; port < producers.get(consumer).size(); port++) {
        int producer = producers.get(consumer).get(port);
        StreamFormat from = producer == Edge.INPUT ? images : stages.get(producer).output();
        StreamFormat to = stages.get(consumer).inputs().get(port);
        Fifo fifo = fifo(fifoName(consumer, port), from, to, depths.pixels(consumer, port));
        edges.add(
            new Edge(producer, consumer, port, fifo.withRows(rows.of(consumer, port))));
      }
    }
    return FifoPlacement.placed(new Pipeline(network, device, stages, edges));
  }

  /**
   * Returns per layer the indices of the layers that give its inputs, {@link Edge#INPUT} for the
   * network's.
   */
  public static List<List<Integer>> producers(Network network) {
    Map<String, Integer> indices = new HashMap<>();
    indices.put(Network.INPUT, Edge.INPUT);
    List<List<Integer>> producers = new ArrayList<>();
    for (Node node : network.nodes()) {
      producers.add(node.inputs().stream().map(indices::get).toList());
      indices.put(node.layer().name(), producers.size() - 1);
    }
    return producers;
  }

  /** The accelerator takes images as the first stage that wants them does. */
  private static StreamFormat images(List<Stage> stages, List<List<Integer>> producers) {
    for (int stage = 0; stage < stages.size(); stage++) {
      int port = producers.get(stage).indexOf(Edge.INPUT);
      if (port >= 0) {
        return stages.get(stage).inputs().get(port);
      }
    }
    throw new IllegalArgumentException("no layer takes the network's input");
  }

  private static String fifoName(int consumer, int port) {
    return "fifo_" + consumer + (port == 0 ? "" : "_" + port);
  }

  /**
   * Returns a FIFO: two pixels, or groups of pixels side by side, so that a producer that hands over
   * a pixel at once need not wait, up to 32 beats; the whole of an image that is a single pixel, so
   * that a mean over all pixels makes room for the next image at once; at least 16 groups of pixels
   * side by side; and room for what is held back in front of a stage with several inputs.
   *
   * @param pixelsHeldBack from {@link JoinDepths}
   */
  public static Fifo fifo(String name, StreamFormat from, StreamFormat to, int pixelsHeldBack) {
    int depth = Math.max(LEAST_DEPTH, Math.min(MOST_DEPTH, 2 * to.beatsPerPixel()));
    if (to.pixels() > 1) {
      depth = Math.max(depth, SIDE_BY_SIDE_DEPTH);
    }
    if (from.shape().pixels() == 1) {
      depth = Math.max(depth, to.beatsPerPixel());
    }
    if (pixelsHeldBack > 0) {
      int groups = (pixelsHeldBack + to.pixels() - 1) / to.pixels();
      depth += groups * to.beatsPerPixel();
    }
    return Fifo.rounded(name, from, to, depth);
  }
}
