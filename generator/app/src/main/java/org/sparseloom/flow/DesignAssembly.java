package org.sparseloom.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignLayer;
import org.sparseloom.device.Device;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.Network;
import org.sparseloom.pipeline.FifoRows;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;

/** Puts a design together. */
final class DesignAssembly {
  private DesignAssembly() {}

  /** Returns a design of the given parts, scales filled in. */
  static Design design(
      Network network, Device device, QuantisationPlan plan, ActivationScales scales,
      List<LayerChoice> choices, FifoRows rows) {
    List<DesignLayer> layers = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      String name = network.layers().get(i).name();
      String kind = LayerKinds.of(network.layers().get(i)).name();
      LayerPlan layer = plan.of(name);
      boolean weighted = kind.equals(DesignLayer.CONVOLUTION);
      layers.add(
          new DesignLayer(
              name,
              kind,
              weighted ? layer.weightBits() : 0,
              layer.activationBits(),
              OptionalDouble.of(scales.of(name)),
              layer.weightThreshold(),
              layer.activationThreshold(),
              choices.get(i),
              rows.of(i)));
    }
    return new Design(
        network.name(), device.name(), device.clockMegahertz(), plan.inputBits(),
        scales.inputSigned(), OptionalDouble.of(scales.inputScale()), layers);
  }
}
