package org.sparseloom.network;

import java.util.List;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.numeric.NumberFormat;

/**
 * A network with its integers: the definition of what the hardware must compute.
 *
 * @param network what it was made from
 * @param input format of the image stream
 * @param inputScale real value of one unit of the input
 * @param layers in the order of network.nodes()
 */
public record QuantisedNetwork(
    Network network, NumberFormat input, double inputScale, List<QuantisedLayer> layers) {
  public QuantisedNetwork {
    layers = List.copyOf(layers);
  }
}
