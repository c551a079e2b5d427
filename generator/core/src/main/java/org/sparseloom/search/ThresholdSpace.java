package org.sparseloom.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.network.Network;
import org.sparseloom.search.tpe.Parameter;
import org.sparseloom.search.tpe.ParameterSpace;
import org.sparseloom.sparsity.Thresholds;

/**
 * The thresholds of a network as a box for the sampler: per layer with weights the share of its
 * weights that is pruned, then per layer whose zeros are worth having ({@link ThresholdedLayers})
 * the share of its non-zero outputs.
 */
public final class ThresholdSpace {
  private final List<String> weightLayers;
  private final List<String> activationLayers;
  private final Map<String, ThresholdScale> weightScales = new HashMap<>();
  private final Map<String, ThresholdScale> activationScales = new HashMap<>();
  private final ParameterSpace parameters;

  /**
   * Measures the scales.
   *
   * @param outputs of the unpruned network on some images, by layer
   * @param largestWeightShare at most this share of a layer's weights is pruned, 0..1
   * @param largestActivationShare at most this share of a layer's non-zero outputs is pruned, 0..1
   */
  public ThresholdSpace(
      Network network,
      Map<String, float[]> outputs,
      double largestWeightShare,
      double largestActivationShare) {
    weightLayers = ThresholdedLayers.weights(network);
    activationLayers = ThresholdedLayers.activations(network);
    List<Parameter> list = new ArrayList<>();
    for (String layer : weightLayers) {
      list.add(new Parameter(layer + ".weights", 0, largestWeightShare));
      float[] weights = network.parameters().get(layer).weights();
      weightScales.put(layer, ThresholdScale.ofAll(weights));
    }
    for (String layer : activationLayers) {
      list.add(new Parameter(layer + ".activations", 0, largestActivationShare));
      activationScales.put(layer, ThresholdScale.ofNonZero(outputs.get(layer)));
    }
    parameters = new ParameterSpace(list);
  }

  public ParameterSpace parameters() {
    return parameters;
  }

  /** Returns the point that lies at the same share of every parameter's range; 0 prunes nothing. */
  public List<Double> uniform(double share) {
    return parameters.parameters().stream().map(p -> p.low() + share * p.range()).toList();
  }

  /** Returns the thresholds that a point stands for, by layer (all that have any). */
  public Map<String, Thresholds> thresholds(List<Double> point) {
    if (!parameters.contains(point)) {
      throw new IllegalArgumentException("point (" + point + ") must lie in " + parameters);
    }
    Map<String, Thresholds> thresholds = new HashMap<>();
    for (int i = 0; i < weightLayers.size(); i++) {
      String layer = weightLayers.get(i);
      double weight = weightScales.get(layer).threshold(point.get(i));
      thresholds.put(layer, new Thresholds(weight, 0));
    }
    for (int i = 0; i < activationLayers.size(); i++) {
      String layer = activationLayers.get(i);
      double weight = thresholds.getOrDefault(layer, Thresholds.NONE).weight();
      double share = point.get(weightLayers.size() + i);
      thresholds.put(layer, new Thresholds(weight, activationScales.get(layer).threshold(share)));
    }
    return Map.copyOf(thresholds);
  }
}
