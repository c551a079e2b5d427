package org.sparseloom.network;

import java.util.List;
import org.sparseloom.layer.Layer;

/**
 * A layer in the graph.
 *
 * @param inputs names of the layers whose outputs it takes, twice the same if it is added to itself; {@link Network#INPUT} is the network's
 *     input
 */
public record Node(Layer layer, List<String> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
  }
}
