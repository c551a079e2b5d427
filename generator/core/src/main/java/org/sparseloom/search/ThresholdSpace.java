package org.sparseloom.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sparseloom.network.Network;
import org.sparseloom.search.tpe.Parameter;
import org.sparseloom.search.tpe.ParameterSpace;
import org.sparseloom.sparsity.Thresholds;

/**
 * The thresholds of a network as a box for the sampler: per layer with weights the share of its
 * weights that is pruned, then per layer whose zeros are worth having ({@link SavedMacs})
 * the share of its non-zero outputs; or one share of each for all layers ({@link SearchMode}).
 */
public final class ThresholdSpace {
  /** A share of no value at all: parameters have to have a range. */
  private static final double NOTHING = 1e-12;

  private final List<String> weightLayers;
  private final ThresholdKind weights;
  private final ThresholdKind activations;
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
    SavedMacs saved = new SavedMacs(network, mode.hardware());
    weights =
        new ThresholdKind(
            "weights",
            saved.byWeights(),
            layer -> ThresholdScale.ofAll(network.parameters().get(layer).weights()),
            largestWeightShare,
            mode.perLayer());
    activations =
        new ThresholdKind(
            "activations",
            saved.byOutputs(),
            layer -> ThresholdScale.ofNonZero(outputs.get(layer)),
            largestActivationShare,
            mode.perLayer());
    List<Parameter> list = new ArrayList<>();
    if (mode.weights()) {
      list.addAll(weights.parameters());
    }
    weightParameters = list.size();
    if (mode.activations()) {
      list.addAll(activations.parameters());
    }
    parameters = new ParameterSpace(list);
  }

  public ParameterSpace parameters() {
    return parameters;
  }

  /** Returns the mode that decides what may be pruned. */
  SearchMode mode() {
    return mode;
  }

  /** Returns the thresholds on weights. */
  ThresholdKind weights() {
    return weights;
  }

  /** Returns the thresholds on outputs. */
  ThresholdKind activations() {
    return activations;
  }

  /**
   * Returns the point that prunes all layers alike, of weights and activations as much as it may.
   *
   * @param onWeights force on weights ({@link ThresholdKind}), at least 0
   * @param onActivations force on outputs
   */
  List<Double> alike(double onWeights, double onActivations) {
    return Stream.concat(
            mode.weights() ? weights.shares(onWeights).stream() : Stream.of(),
            mode.activations() ? activations.shares(onActivations).stream() : Stream.of())
        .toList();
  }

  /**
   * Returns the box with all points that prune no layer more than these forces do, or a little; nothing
   * of a kind whose force is 0.
   */
  ParameterSpace within(double onWeights, double onActivations) {
    List<Double> most = alike(onWeights, onActivations);
    List<Parameter> list = new ArrayList<>();
    for (int i = 0; i < most.size(); i++) {
      Parameter whole = parameters.parameters().get(i);
      double force = i < weightParameters ? onWeights : onActivations;
      double least = force == 0 ? NOTHING : Math.min(ThresholdKind.LEAST_SHARE, whole.high());
      list.add(new Parameter(whole.name(), 0, Math.max(most.get(i), least)));
    }
    return new ParameterSpace(list);
  }

  /** Returns the thresholds that a point stands for, by layer (all that have weights or any). */
  public Map<String, Thresholds> thresholds(List<Double> point) {
    if (!parameters.contains(point)) {
      throw new IllegalArgumentException("point (" + point + ") must lie in " + parameters);
    }
    Map<String, Thresholds> thresholds = new HashMap<>();
    weightLayers.forEach(layer -> thresholds.put(layer, Thresholds.NONE));
    List<Double> ofWeights = point.subList(0, weightParameters);
    for (int i = 0; mode.weights() && i < weights.layers().size(); i++) {
      thresholds.put(weights.layers().get(i), new Thresholds(weights.threshold(i, ofWeights), 0));
    }
    List<Double> ofActivations = point.subList(weightParameters, point.size());
    for (int i = 0; mode.activations() && i < activations.layers().size(); i++) {
      String layer = activations.layers().get(i);
      double weight = thresholds.getOrDefault(layer, Thresholds.NONE).weight();
      thresholds.put(layer, new Thresholds(weight, activations.threshold(i, ofActivations)));
    }
    return Map.copyOf(thresholds);
  }
}
