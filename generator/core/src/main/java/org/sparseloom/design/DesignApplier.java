package org.sparseloom.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.FifoRows;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.problem.Spelling;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;

/** From a design and the network that it is for to integers and hardware. */
public final class DesignApplier {
  /** Pooling has no weights; a plan wants a width all the same. */
  private static final int UNUSED_WEIGHT_BITS = 8;

  private DesignApplier() {}

  /**
   * Refuses a design of another network, or one whose layers are not those of the network, in order,
   * with legal foldings; the {@link UserProblem} names the layer.
   */
  public static void requireFor(Network network, Design design) {
    if (!design.network().equals(network.name())) {
      throw UserProblem.usage(
          "network (" + design.network() + ") of the design must be " + network.name()
              + ", the name of the model",
          "the model file was renamed: then change \"network\" in the design, too.");
    }
    Map<String, Layer> layers = new LinkedHashMap<>();
    network.layers().forEach(layer -> layers.put(layer.name(), layer));
    List<String> names = List.copyOf(layers.keySet());
    List<String> given = design.layers().stream().map(DesignLayer::name).toList();
    for (DesignLayer layer : design.layers()) {
      if (!layers.containsKey(layer.name())) {
        throw UserProblem.usage(
            "layer " + layer.name() + " of the design is not in network " + network.name()
                + "; its layers are " + String.join(", ", names),
            Spelling.maybe(
                layer.name(),
                names,
                "the name is misspelt or the design was made for another network"));
      }
      requireFor(layers.get(layer.name()), layer);
    }
    for (String name : names) {
      if (!given.contains(name)) {
        throw UserProblem.usage(
            "layer " + name + " of network " + network.name() + " is missing in the design",
            "the design was made for another network");
      }
    }
    if (!given.equals(names)) {
      throw UserProblem.usage(
          "layers of the design (" + String.join(", ", given) + ") must be in the network's order: "
              + String.join(", ", names),
          "two of them changed places");
    }
    for (int i = 0; i < names.size(); i++) {
      requireRows(network.nodes().get(i), design.layers().get(i));
    }
  }

  private static void requireFor(Layer layer, DesignLayer designed) {
    String kind = LayerKinds.of(layer).name();
    if (!kind.equals(designed.kind())) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": kind (" + designed.kind() + ") must be " + kind
              + ", as in the network",
          "the design was made for another network");
    }
    designed.choice().requireLegal(layer);
  }

  private static void requireRows(Node node, DesignLayer designed) {
    int inputs = node.inputs().size();
    if (!designed.fifoRows().isEmpty() && designed.fifoRows().size() != inputs) {
      throw UserProblem.usage(
          "layer " + designed.name() + ": fifoRows (" + designed.fifoRows() + ") must be one for each of its "
              + inputs + " inputs",
          "leave fifoRows out, and no FIFO has more room than it must have");
    }
  }

  /** Returns widths and thresholds. */
  public static QuantisationPlan plan(Design design) {
    Map<String, LayerPlan> layers = new LinkedHashMap<>();
    for (DesignLayer layer : design.layers()) {
      boolean weighted = layer.kind().equals(DesignLayer.CONVOLUTION);
      layers.put(
          layer.name(),
          new LayerPlan(
              weighted ? layer.weightBits() : UNUSED_WEIGHT_BITS,
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

  /** Returns the scales of a design that states all of them. */
  public static ActivationScales scales(Design design) {
    Map<String, Double> scales = new LinkedHashMap<>();
    for (DesignLayer layer : design.layers()) {
      scales.put(
          layer.name(), stated("layer " + layer.name() + ": activationScale", layer.activationScale()));
    }
    return new ActivationScales(
        design.inputSigned(), stated("inputScale", design.inputScale()), scales);
  }

  private static double stated(String what, OptionalDouble scale) {
    return scale.orElseThrow(
        () ->
            UserProblem.usage(
                what + " is missing in the design", "generate from it with images to calibrate on"));
  }

  /** Returns the design with scales filled in. */
  public static Design withScales(Design design, ActivationScales scales) {
    List<DesignLayer> layers = new ArrayList<>();
    for (DesignLayer layer : design.layers()) {
      layers.add(
          new DesignLayer(
              layer.name(),
              layer.kind(),
              layer.weightBits(),
              layer.activationBits(),
              OptionalDouble.of(scales.of(layer.name())),
              layer.weightThreshold(),
              layer.activationThreshold(),
              layer.choice(),
              layer.fifoRows()));
    }
    return new Design(
        design.network(),
        design.device(),
        design.clockMegahertz(),
        design.inputBits(),
        scales.inputSigned(),
        OptionalDouble.of(scales.inputScale()),
        layers);
  }

  /** Returns the integers of a network under a design that states all scales. */
  public static QuantisedNetwork quantised(Network network, Design design) {
    requireFor(network, design);
    return Quantiser.quantise(network, scales(design), plan(design));
  }

  /** Returns the design's stages, joined. */
  public static Pipeline pipeline(QuantisedNetwork quantised, Design design, Device device) {
    requireFor(quantised.network(), design);
    List<LayerChoice> choices = design.layers().stream().map(DesignLayer::choice).toList();
    FifoRows rows = new FifoRows(design.layers().stream().map(DesignLayer::fifoRows).toList());
    return PipelineBuilder.build(quantised, choices, rows, device);
  }
}
