package org.sparseloom.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.tensor.Tensor;

/** The integer reference: the definition of what the hardware must compute, readable and slow. */
public final class NetworkExecutor {
  private NetworkExecutor() {}

  /** Returns the outputs of all layers, in the network's order, for one image. */
  public static List<Tensor> run(QuantisedNetwork network, Tensor image) {
    Map<String, Tensor> known = new HashMap<>();
    known.put(Network.INPUT, image);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      QuantisedLayer layer = network.layers().get(i);
      List<Tensor> inputs =
          network.network().nodes().get(i).inputs().stream().map(known::get).toList();
      Tensor output = LayerKinds.of(layer.layer()).evaluate(layer, inputs);
      known.put(layer.layer().name(), output);
      outputs.add(output);
    }
    return outputs;
  }
}
