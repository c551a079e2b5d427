package org.sparseloom.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.layer.ImportedLayer.Kernel;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.QuantisationSite;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;

/**
 * Turns a float network into integers: symmetric, zero-point 0, so that a real 0 is the integer 0
 * and can be skipped. Same arguments, same integers.
 */
public final class Quantiser {
  private Quantiser() {}

  /**
   * Quantises all layers in order.
   *
   * @throws org.sparseloom.problem.UserProblem USAGE if plan or scales miss a layer,
   *     MODEL_NOT_SUPPORTED if sums do not fit into 62 bits
   */
  public static QuantisedNetwork quantise(
      Network network, ActivationScales scales, QuantisationPlan plan) {
    NumberFormat input = new NumberFormat(plan.inputBits(), scales.inputSigned());
    Map<String, NumberFormat> formats = new HashMap<>(Map.of(Network.INPUT, input));
    Map<String, Double> units = new HashMap<>(Map.of(Network.INPUT, scales.inputScale()));
    List<QuantisedLayer> layers = new ArrayList<>();
    for (Node node : network.nodes()) {
      List<NumberFormat> inputs = node.inputs().stream().map(formats::get).toList();
      List<Double> inputScales = node.inputs().stream().map(units::get).toList();
      QuantisationSite site =
          site(
              network,
              node.layer(),
              inputs,
              inputScales,
              scales,
              plan.of(node.layer().name()));
      QuantisedLayer layer = LayerKinds.of(node.layer()).quantise(node.layer(), site);
      formats.put(node.layer().name(), layer.output());
      units.put(node.layer().name(), layer.outputScale());
      layers.add(layer);
    }
    return new QuantisedNetwork(network, input, scales.inputScale(), layers);
  }

  private static QuantisationSite site(
      Network network,
      Layer layer,
      List<NumberFormat> inputs,
      List<Double> inputScales,
      ActivationScales scales,
      LayerPlan plan) {
    Optional<Kernel> kernel =
        Optional.ofNullable(network.parameters().get(layer.name()))
            .map(known -> new Kernel(known.weights(), known.biases(), known.weightTensor()));
    return new QuantisationSite(
        inputs,
        inputScales,
        plan.weightBits(),
        plan.activationBits(),
        scales.of(layer.name()),
        plan.weightThreshold(),
        plan.activationThreshold(),
        kernel);
  }
}
