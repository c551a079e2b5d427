package org.sparseloom.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignLayer;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;

/** From a design's numbers to the integers of its network. */
public final class Quantisation {
  private Quantisation() {}

  /** Returns widths and thresholds of a design whose layers are those of the network. */
  public static QuantisationPlan plan(Design design) {
    Map<String, LayerPlan> layers = new HashMap<>();
    for (DesignLayer layer : design.layers()) {
      layers.put(
          layer.name(),
          new LayerPlan(
              Math.max(4, layer.weightBits()),
              layer.activationBits(),
              layer.weightThreshold(),
              layer.activationThreshold()));
    }
    return new QuantisationPlan(design.inputBits(), layers);
  }

  /** Returns whether the design states all scales, so that no calibration is needed. */
  public static boolean hasScales(Design design) {
    return design.inputScale().isPresent()
        && design.layers().stream().allMatch(layer -> layer.activationScale().isPresent());
  }

  /** Returns the scales that a design states; all must be there. */
  public static ActivationScales scales(Design design) {
    Map<String, Double> layers = new HashMap<>();
    design.layers().forEach(
        layer -> layers.put(layer.name(), layer.activationScale().orElseThrow()));
    return new ActivationScales(
        design.inputSigned(), design.inputScale().orElseThrow(), layers);
  }

  /** Returns the design with the scales filled in. */
  public static Design withScales(Design design, ActivationScales scales) {
    List<DesignLayer> layers =
        design.layers().stream()
            .map(
                layer ->
                    new DesignLayer(
                        layer.name(),
                        layer.kind(),
                        layer.weightBits(),
                        layer.activationBits(),
                        OptionalDouble.of(scales.of(layer.name())),
                        layer.weightThreshold(),
                        layer.activationThreshold(),
                        layer.choice()))
            .toList();
    return new Design(
        design.network(),
        design.device(),
        design.clockMegahertz(),
        design.inputBits(),
        scales.inputSigned(),
        OptionalDouble.of(scales.inputScale()),
        layers);
  }

  /** Returns the integers of a complete design; its layers must be those of the network, in order. */
  public static QuantisedNetwork quantise(Network network, Design design) {
    checkLayers(network, design);
    return Quantiser.quantise(network, scales(design), plan(design));
  }

  /** Refuses a design for another network. */
  public static void checkLayers(Network network, Design design) {
    List<String> wanted = network.layers().stream().map(layer -> layer.name()).toList();
    List<String> given = design.layers().stream().map(DesignLayer::name).toList();
    if (!wanted.equals(given)) {
      throw UserProblem.usage(
          "layers of the design " + given + " must be those of network " + network.name() + ": "
              + wanted,
          "the design was made for another network.");
    }
  }
}
