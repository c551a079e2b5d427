package org.sparseloom.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sparseloom.search.tpe.Parameter;

/**
 * All thresholds of one kind, on weights or on outputs, and how hard to prune each layer if all are pruned
 * alike by a force f.
 *
 * <p>Layers that have thresholds of their own get
 *
 * <pre>
 * tau = f x rms x sqrt(MACs / mean MACs)
 * </pre>
 *
 * rms being that of the layer's values and MACs those that its zeros save. Raising tau by a little zeroes
 * values of magnitude tau, each of which adds (tau / rms)^2 to the noise in the layer's sums, as a share of
 * their energy, and saves MACs in proportion to the layer's: with this tau all layers pay the same noise
 * for a MAC, and if they did not, moving pruning from the dearer to the cheaper one would be better. (That
 * noise is worth the same wherever it arises is the approximation; what a layer bears more or less the
 * search has to find.) With one threshold for all layers the force is the share itself.
 */
final class ThresholdKind {
  /** A share below which pruning is nothing. */
  static final double LEAST_SHARE = 0.02;

  /** Forces between which all that networks bear lies: at 2 nearly all values are below tau. */
  private static final double LEAST_FORCE = 0.01;

  private static final double MOST_FORCE = 2;

  private final String name;
  private final double largestShare;
  private final boolean perLayer;
  private final List<String> layers = new ArrayList<>();
  private final List<ThresholdScale> scales = new ArrayList<>();

  /** By layer: the threshold of force 1. */
  private final List<Double> units = new ArrayList<>();

  /**
   * Thresholds on values.
   *
   * @param name of the kind
   * @param saved MACs by layer, of all layers that have such thresholds
   * @param scale of a layer's values
   * @param largestShare at most this share of a layer's values is pruned, 0..1
   * @param perLayer whether layers have thresholds of their own
   */
  ThresholdKind(
      String name,
      Map<String, Long> saved,
      Function<String, ThresholdScale> scale,
      double largestShare,
      boolean perLayer) {
    this.name = name;
    this.largestShare = largestShare;
    this.perLayer = perLayer;
    double mean = saved.values().stream().mapToLong(macs -> macs).average().orElse(1);
    saved.forEach(
        (layer, macs) -> {
          ThresholdScale values = scale.apply(layer);
          layers.add(layer);
          scales.add(values);
          units.add(values.rootMeanSquare() * Math.sqrt(macs / mean));
        });
  }

  List<String> layers() {
    return layers;
  }

  /** Returns the parameters: a share per layer, or one. */
  List<Parameter> parameters() {
    return perLayer
        ? layers.stream().map(layer -> parameter(layer + "." + name)).toList()
        : List.of(parameter(name));
  }

  private Parameter parameter(String of) {
    return new Parameter(of, 0, largestShare);
  }

  double leastForce() {
    return perLayer ? LEAST_FORCE : Math.min(LEAST_SHARE, largestShare);
  }

  double mostForce() {
    return perLayer ? MOST_FORCE : largestShare;
  }

  /** Returns the shares that a force prunes, none more than may be. */
  List<Double> shares(double force) {
    if (!perLayer) {
      return List.of(Math.min(force, largestShare));
    }
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      shares.add(Math.min(scales.get(i).share(force * units.get(i)), largestShare));
    }
    return shares;
  }

  /** Returns a layer's threshold, by number, for the values of this kind's parameters. */
  double threshold(int layer, List<Double> shares) {
    return scales.get(layer).threshold(shares.get(perLayer ? layer : 0));
  }
}
