package org.sparseloom.quantise;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.UserProblem;

/**
 * How a network is quantised and pruned.
 *
 * @param inputBits 4..16, of the image stream
 * @param layers by layer name, one for every layer
 */
public record QuantisationPlan(int inputBits, Map<String, LayerPlan> layers) {
  /**
   * Width of the logits: nothing behind them gains from fewer bits, and at 8 bits near ties between
   * classes would be decided by rounding.
   */
  public static final int LOGIT_BITS = 16;

  public QuantisationPlan {
    LayerPlan.checkBits("inputBits", inputBits);
    layers = Map.copyOf(layers);
  }

  /** Returns the same widths for all layers, 16-bit logits, no thresholds. */
  public static QuantisationPlan uniform(Network network, int weightBits, int activationBits) {
    Map<String, LayerPlan> plans = new LinkedHashMap<>();
    Set<String> logits = logits(network);
    for (Layer layer : network.layers()) {
      int bits = logits.contains(layer.name()) ? LOGIT_BITS : activationBits;
      plans.put(layer.name(), new LayerPlan(weightBits, bits, 0, 0));
    }
    return new QuantisationPlan(8, plans);
  }

  /** Returns the layer that gives the logits, and those behind it that only copy them. */
  static Set<String> logits(Network network) {
    Set<String> logits = new HashSet<>();
    List<Node> nodes = network.nodes();
    logits.add(nodes.get(nodes.size() - 1).layer().name());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (logits.contains(node.layer().name()) && copies(node.layer())) {
        logits.addAll(node.inputs());
      }
    }
    return logits;
  }

  /** Says whether a layer's output has its input's format, whatever width the plan gives it. */
  private static boolean copies(Layer layer) {
    NumberFormat given = NumberFormat.signed(LOGIT_BITS + 1);
    List<NumberFormat> inputs = Collections.nCopies(layer.inputShapes().size(), given);
    return LayerKinds.of(layer).outputFormat(layer, inputs, LOGIT_BITS).equals(given);
  }

  /** Returns the plan with another width of the image stream. */
  public QuantisationPlan withInputBits(int newInputBits) {
    return new QuantisationPlan(newInputBits, layers);
  }

  /** Returns a layer's plan; a usage problem if there is none. */
  public LayerPlan of(String layer) {
    LayerPlan plan = layers.get(layer);
    if (plan == null) {
      throw UserProblem.usage(
          "layer " + layer + " must have its bits and thresholds, but they are missing",
          "the design was made for another network.");
    }
    return plan;
  }

  /** Returns the plan with another one for a layer. */
  public QuantisationPlan with(String layer, LayerPlan plan) {
    Map<String, LayerPlan> changed = new LinkedHashMap<>(layers);
    changed.put(layer, plan);
    return new QuantisationPlan(inputBits, changed);
  }
}
