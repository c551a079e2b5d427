package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.onnx.OnnxNode;

/** Add nodes of two feature maps become additions. */
final class AdditionImport {
  private AdditionImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    OnnxNode node = site.node();
    if (node.inputs().stream().anyMatch(input -> site.graph().constant(input).isPresent())) {
      site.refuse().accept("a constant may only be added right behind a MatMul, a vector of biases");
      return Optional.empty();
    }
    if (!site.inputs().get(0).equals(site.inputs().get(1))) {
      site.refuse()
          .accept("its inputs (" + site.inputs().get(0) + " and " + site.inputs().get(1)
              + ") must have equal shapes");
      return Optional.empty();
    }
    return Optional.of(
        new ImportedLayer(
            new Addition(site.layerName(), site.input(), site.activation()), Optional.empty()));
  }
}
