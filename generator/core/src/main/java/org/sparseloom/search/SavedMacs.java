package org.sparseloom.search;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;

/**
 * The multiply-accumulates per image that are saved if a layer's weights, or its outputs, are all zero:
 * those of the layer itself, or of all layers that read the outputs, directly or through layers that are
 * no sums. Layers without any are left out.
 */
final class SavedMacs {
  private final Network network;
  private final boolean byHardware;

  /**
   * Of a network.
   *
   * @param byHardware depthwise convolutions do not count: their engines take every pair, zero or not
   */
  SavedMacs(Network network, boolean byHardware) {
    this.network = network;
    this.byHardware = byHardware;
  }

  /** Returns what zero weights save, in the order of {@link ThresholdedLayers#weights}. */
  Map<String, Long> byWeights() {
    Map<String, Long> own = new HashMap<>();
    network.nodes().forEach(node -> own.put(node.layer().name(), macs(node.layer())));
    return of(ThresholdedLayers.weights(network), own);
  }

  /** Returns what zero outputs save, in the order of {@link ThresholdedLayers#activations}. */
  Map<String, Long> byOutputs() {
    return of(ThresholdedLayers.activations(network), byReaders());
  }

  /** Returns what zeros of any feature map that a layer with weights reads save, the input's included. */
  Map<String, Long> byReaders() {
    Map<String, Long> readers = new HashMap<>();
    List<Node> nodes = network.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Layer layer = nodes.get(i).layer();
      boolean weighted = network.parameters().containsKey(layer.name());
      if (weighted || !layer.combines() && readers.containsKey(layer.name())) {
        long saved = weighted ? macs(layer) : readers.get(layer.name());
        nodes.get(i).inputs().forEach(input -> readers.merge(input, saved, Long::sum));
      }
    }
    return readers;
  }

  private long macs(Layer layer) {
    boolean counts = !byHardware || !(layer instanceof Convolution found && found.depthwise());
    return counts ? layer.macs() : 0;
  }

  private static Map<String, Long> of(List<String> layers, Map<String, Long> saved) {
    Map<String, Long> all = new LinkedHashMap<>();
    for (String layer : layers) {
      if (saved.getOrDefault(layer, 0L) > 0) {
        all.put(layer, saved.get(layer));
      }
    }
    return all;
  }
}
