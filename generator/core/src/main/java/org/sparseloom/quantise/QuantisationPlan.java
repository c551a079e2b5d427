package org.sparseloom.quantise;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.network.GivenQuantisation;
import org.sparseloom.network.GivenQuantisation.Weights;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
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

  /**
   * What sums on their way into a nonlinearity have above other streams: no line buffer stores
   * them, and rounding them as coarsely as what follows costs as much accuracy as all else together.
   */
  private static final int FUNCTION_BITS = 4;

  /** Width of streams on their way to their channels' gains, which may be 256. */
  private static final int GAIN_BITS = 16;

  public QuantisationPlan {
    LayerPlan.checkBits("inputBits", inputBits);
    layers = Map.copyOf(layers);
  }

  /**
   * Returns the same widths for all layers, but more for outputs that others are made of
   * value by value; 16-bit logits, no thresholds. Widths that the network's file states stay.
   */
  public static QuantisationPlan uniform(Network network, int weightBits, int activationBits) {
    Map<String, LayerPlan> plans = new LinkedHashMap<>();
    Set<String> logits = logits(network);
    Set<String> functions = readBy(network, Nonlinearity.class::isInstance);
    Set<String> gains = readBy(network, QuantisationPlan::gains);
    for (Layer layer : network.layers()) {
      int bits = activationBits;
      if (logits.contains(layer.name())) {
        bits = LOGIT_BITS;
      } else if (gains.contains(layer.name())) {
        bits = GAIN_BITS;
      } else if (functions.contains(layer.name())) {
        bits = Math.min(LOGIT_BITS, activationBits + FUNCTION_BITS);
      }
      GivenQuantisation given = network.given();
      plans.put(
          layer.name(),
          new LayerPlan(
              given.weights(layer.name()).map(Weights::bits).orElse(weightBits),
              bits(given, layer.name()).orElse(bits),
              0,
              0));
    }
    return new QuantisationPlan(bits(network.given(), Network.INPUT).orElse(Byte.SIZE), plans);
  }

  /** Returns the layer that gives the logits, and those behind it that only copy them. */
  static Set<String> logits(Network network) {
    Set<String> logits = new HashSet<>();
    List<Node> nodes = network.nodes();
    logits.add(nodes.get(nodes.size() - 1).layer().name());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (logits.contains(node.layer().name()) && LayerKinds.copies(node.layer())) {
        logits.addAll(node.inputs());
      }
    }
    return logits;
  }

  private static Optional<Integer> bits(GivenQuantisation given, String layer) {
    return given.stream(layer).map(stream -> stream.format().bits());
  }

  /** Returns the layers whose outputs layers of one sort read and no others. */
  private static Set<String> readBy(Network network, Predicate<Layer> sort) {
    Set<String> read = new HashSet<>();
    for (Node node : network.nodes()) {
      String name = node.layer().name();
      List<Node> readers =
          network.nodes().stream().filter(reader -> reader.inputs().contains(name)).toList();
      if (!readers.isEmpty() && readers.stream().map(Node::layer).allMatch(sort)) {
        read.add(name);
      }
    }
    return read;
  }

  /** Says whether a layer does no more than multiply every channel by a number of its own. */
  private static boolean gains(Layer layer) {
    return layer instanceof Convolution convolution
        && convolution.depthwise()
        && convolution.pairsPerOutput() == 1;
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
