package org.sparseloom.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.onnx.OnnxGraph;

/**
 * What was taken out of a graph with QuantizeLinear and DequantizeLinear ({@link
 * QuantisationNodes}).
 *
 * @param graph in float, without these nodes where they were understood
 * @param streams what feature maps are quantised to
 * @param weights by the name of the float constant that the graph now has
 * @param problems nodes that state what no format of this tool holds
 */
record TakenQuantisation(
    OnnxGraph graph,
    List<TakenStream> streams,
    Map<String, TakenWeights> weights,
    List<String> problems) {
  /**
   * A quantised feature map.
   *
   * @param node name of the QuantizeLinear
   * @param tensors names that it has in the graph, all of the same values: one of them is a layer's
   */
  record TakenStream(String node, List<String> tensors, Stream given) {}

  /**
   * Quantised weights.
   *
   * @param node name of the DequantizeLinear
   * @param scales one, or as many as dimension {@code axis} has elements
   */
  record TakenWeights(String node, int bits, double[] scales, int axis) {}

  TakenQuantisation {
    streams = List.copyOf(streams);
    weights = Map.copyOf(weights);
    problems = List.copyOf(problems);
  }

  /** Returns what a tensor of the graph is quantised to. */
  Optional<Stream> stream(String tensor) {
    return streams.stream()
        .filter(taken -> taken.tensors().contains(tensor))
        .map(TakenStream::given)
        .findFirst();
  }
}
