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
 * the share of its non-zero outputs; or one share of each for all layers ({@link SearchMode}).
 */
public final class ThresholdSpace {
  private final List<String> weightLayers;
  private final List<String> activationLayers;
  private final Map<String, ThresholdScale> weightScales = new HashMap<>();
  private final Map<String, ThresholdScale> activationScales = new HashMap<>();
  private final SearchMode mode;
  private final ParameterSpace parameters;
  private final int weightParameters;

  /**
   * Measures the scales.
   *
   * @param outputs of the unpruned network on some images, by layer
   * @param largestWeightShare at most this share of a layer's weights is pruned, 0..1
   * @param largestActivationShare at most this share of a layer's non-zero outputs is pruned, 0..1
   * @param mode what may be pruned
   */
  public ThresholdSpace(
      Network network,
      Map<String, float[]> outputs,
      double largestWeightShare,
      double largestActivationShare,
      SearchMode mode) {
    this.mode = mode;
    weightLayers = ThresholdedLayers.weights(network);
    activationLayers = ThresholdedLayers.activations(network);
    for (String layer : weightLayers) {
      float[] weights = network.parameters().get(layer).weights();
      weightScales.put(layer, ThresholdScale.ofAll(weights));
    }
    for (String layer : activationLayers) {
      activationScales.put(layer, ThresholdScale.ofNonZero(outputs.get(layer)));
    }
    List<Parameter> list = new ArrayList<>();
    if (mode.weights()) {
      list.addAll(parameters(weightLayers, "weights", largestWeightShare));
    }
    weightParameters = list.size();
    if (mode.activations()) {
      list.addAll(parameters(activationLayers, "activations", largestActivationShare));
    }
    parameters = new ParameterSpace(list);
  }

  private List<Parameter> parameters(List<String> layers, String kind, double largest) {
    return mode.perLayer()
        ? layers.stream().map(layer -> new Parameter(layer + "." + kind, 0, largest)).toList()
        : List.of(new Parameter(kind, 0, largest));
  }

  public ParameterSpace parameters() {
    return parameters;
  }

  /** Returns the mode that decides what may be pruned. */
  SearchMode mode() {
    return mode;
  }

  /**
   * Returns the point that prunes all layers alike, of weights and activations as much as it may.
   *
   * @param weights share of each layer's weights, 0..1
   * @param activations share of each layer's non-zero outputs, 0..1
   */
  public List<Double> uniform(double weights, double activations) {
    List<Double> point = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      double share = i < weightParameters ? weights : activations;
      point.add(Math.min(share, parameters.parameters().get(i).high()));
    }
    return point;
  }

  /** Returns the box with all points that prune no layer more than so much. */
  ParameterSpace within(double weights, double activations) {
    List<Double> most = uniform(weights, activations);
    List<Parameter> list = new ArrayList<>();
    for (int i = 0; i < most.size(); i++) {
      list.add(new Parameter(parameters.parameters().get(i).name(), 0, most.get(i)));
    }
    return new ParameterSpace(list);
  }

  /** Returns the thresholds that a point stands for, by layer (all that have any). */
  public Map<String, Thresholds> thresholds(List<Double> point) {
    if (!parameters.contains(point)) {
      throw new IllegalArgumentException("point (" + point + ") must lie in " + parameters);
    }
    Map<String, Thresholds> thresholds = new HashMap<>();
    for (int i = 0; i < weightLayers.size(); i++) {
      double share = mode.weights() ? point.get(mode.perLayer() ? i : 0) : 0;
      String layer = weightLayers.get(i);
      thresholds.put(layer, new Thresholds(weightScales.get(layer).threshold(share), 0));
    }
    for (int i = 0; mode.activations() && i < activationLayers.size(); i++) {
      double share = point.get(weightParameters + (mode.perLayer() ? i : 0));
      String layer = activationLayers.get(i);
      double weight = thresholds.getOrDefault(layer, Thresholds.NONE).weight();
      thresholds.put(layer, new Thresholds(weight, activationScales.get(layer).threshold(share)));
    }
    return Map.copyOf(thresholds);
  }
}
