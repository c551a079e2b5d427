package org.sparseloom.search;

import java.util.List;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;

/** Which layers have thresholds: those with weights; the last layer's outputs are never pruned. */
final class ThresholdedLayers {
  private ThresholdedLayers() {}

  /** Returns the layers with a tau_w, in order. */
  static List<String> weights(Network network) {
    return network.layers().stream()
        .map(Layer::name)
        .filter(network.parameters()::containsKey)
        .toList();
  }

  /** Returns the layers with a tau_a, in order. */
  static List<String> activations(Network network) {
    String last = network.nodes().get(network.nodes().size() - 1).layer().name();
    return weights(network).stream().filter(layer -> !layer.equals(last)).toList();
  }
}
