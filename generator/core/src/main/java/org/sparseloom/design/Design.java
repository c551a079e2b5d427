package org.sparseloom.design;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was decided about an accelerator: the contract between search and generator, stored as
 * design.json (docs/formats.md).
 *
 * @param network name of the model that it is for
 * @param device name of a device or path of a device file
 * @param clockMegahertz clock that the predictions are for
 * @param inputBits width of an input value
 * @param inputSigned whether input values are signed
 * @param inputScale real value of one unit of the input; empty: taken from calibration
 * @param layers in the network's order
 */
public record Design(
    String network,
    String device,
    double clockMegahertz,
    int inputBits,
    boolean inputSigned,
    OptionalDouble inputScale,
    List<DesignLayer> layers) {
  /** The version that is written and read. */
  public static final int FORMAT_VERSION = 1;

  public Design {
    layers = List.copyOf(layers);
  }

  /** Returns the same for another device, at its clock. */
  public Design on(String newDevice, double newClockMegahertz) {
    return new Design(
        network, newDevice, newClockMegahertz, inputBits, inputSigned, inputScale, layers);
  }
}
