package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;

/** A kind whose outputs are some of its inputs: they keep format and scale, and nothing is rounded. */
interface ValueKeepingKind extends LayerKind {
  @Override
  default NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return inputs.get(0);
  }

  @Override
  default QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return QuantisedLayer.copying(layer, site);
  }
}
