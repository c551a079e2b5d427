package org.sparseloom.pipeline;

import java.util.List;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.QuantisedNetwork;

/**
 * A whole accelerator: one stage per layer, joined by FIFOs. fifos.get(i) stands in front of
 * stages.get(i); there is none behind the last stage.
 */
public record Pipeline(
    QuantisedNetwork network, Device device, List<Stage> stages, List<Fifo> fifos) {
  public Pipeline {
    stages = List.copyOf(stages);
    fifos = List.copyOf(fifos);
  }
}
