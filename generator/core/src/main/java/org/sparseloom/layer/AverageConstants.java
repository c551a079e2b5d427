package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.Requantisation;

/** The constants of an averaging stage: a threshold, and one multiplier for all channels. */
final class AverageConstants {
  private AverageConstants() {}

  static List<ConstantPort> of(Stage stage, QuantisedLayer quantised) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    if (requantisation.channels() != 1 || requantisation.biases().get(0) != 0) {
      throw new IllegalArgumentException(
          stage.layer().name() + ": an average must have one multiplier and no bias, not "
              + requantisation);
    }
    return List.of(
        new ConstantPort(
            "threshold", stage.output().format().bits(), requantisation.threshold()),
        new ConstantPort(
            "multiplier", Requantisation.MULTIPLIER_BITS, requantisation.multipliers().get(0)));
  }
}
