package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.tensor.Shape;

/**
 * Mul nodes of two feature maps, or of one and a pixel of factors behind it, become
 * multiplications.
 */
final class MultiplicationImport {
  private MultiplicationImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    if (site.node().inputs().stream()
        .anyMatch(input -> site.graph().constant(input).isPresent())) {
      site.refuse().accept("a constant may only be multiplied inside a HardSwish or HardSigmoid");
      return Optional.empty();
    }
    Shape map = site.inputs().get(0);
    Shape other = site.inputs().get(1);
    boolean equal = map.equals(other);
    if (!equal && !(map.channels() == other.channels() && other.pixels() == 1)) {
      site.refuse()
          .accept("its inputs (" + map + " and " + other
              + ") must have equal shapes, or one of them be a pixel of as many channels");
      return Optional.empty();
    }
    Multiplication layer = new Multiplication(site.layerName(), map, !equal, site.activation());
    return Optional.of(new ImportedLayer(layer, Optional.empty()));
  }
}
