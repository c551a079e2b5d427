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
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.network.GivenQuantisation.Weights;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * Turns a float network into integers: symmetric, zero-point 0, so that a real 0 is the integer 0
 * and can be skipped. Same arguments, same integers.
 */
public final class Quantiser {
  /** A multiplier has 16 bits. */
  private static final double LARGEST_DIFFERENCE = 1.0 / (1 << 14);

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
      QuantisedLayer layer =
          asGiven(network, LayerKinds.of(node.layer()).quantise(node.layer(), site), site);
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
        kernel,
        network
            .given()
            .weights(layer.name())
            .filter(given -> given.bits() == plan.weightBits())
            .map(Weights::scales));
  }

  /**
   * Gives a layer's output the very scale that the file states, from which multipliers of 16 bits may
   * have led it away a little. A plan with other scales or widths than the file's has its way.
   */
  private static QuantisedLayer asGiven(
      Network network, QuantisedLayer layer, QuantisationSite site) {
    Optional<Stream> given =
        network
            .given()
            .stream(layer.layer().name())
            .filter(stream -> stream.scale() == site.outputScale())
            .filter(stream -> stream.format().bits() == site.activationBits());
    if (given.isEmpty()) {
      return layer;
    }
    double difference = Math.abs(layer.outputScale() / given.get().scale() - 1);
    if (!layer.output().equals(given.get().format()) || difference > LARGEST_DIFFERENCE) {
      throw new UserProblem(
          ExitCode.MODEL_NOT_SUPPORTED,
          "layer " + layer.layer().name() + " must have outputs of " + given.get().format()
              + " and scale " + given.get().scale() + ", as the file states, but with its inputs has "
              + layer.output() + " and " + layer.outputScale(),
          "its inputs' scales differ by too much, or it copies one of them; export it again, or in"
              + " float: then scales are calibrated.");
    }
    return layer.withOutputScale(given.get().scale());
  }
}
