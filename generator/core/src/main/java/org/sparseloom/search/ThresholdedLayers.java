package org.sparseloom.search;

import java.util.List;
import java.util.Set;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;

/**
 * Which layers have thresholds. Weights: those that have any. Activations: the sums (convolutions
 * and additions) whose zeros an engine can skip, being read by a layer with weights, directly or
 * through layers that are no sums. So the last layer's outputs are never pruned, nor are those that
 * only go into an addition: its sums are pruned instead.
 */
final class ThresholdedLayers {
  private ThresholdedLayers() {}

  /** Returns the layers with a tau_w, in order. */
  static List<String> weights(Network network) {
    return network.nodes().stream()
        .map(node -> node.layer().name())
        .filter(network.parameters()::containsKey)
        .toList();
  }

  /** Returns the layers with a tau_a, in order. */
  static List<String> activations(Network network) {
    Set<String> skipped = new SavedMacs(network, false).byReaders().keySet();
    return network.nodes().stream()
        .filter(node -> sum(network, node) && skipped.contains(node.layer().name()))
        .map(node -> node.layer().name())
        .toList();
  }

  private static boolean sum(Network network, Node node) {
    return network.parameters().containsKey(node.layer().name()) || node.layer().combines();
  }
}
