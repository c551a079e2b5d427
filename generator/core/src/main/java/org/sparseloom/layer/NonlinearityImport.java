package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.onnx.OnnxNode;

/**
 * HardSigmoid, HardSwish, Sigmoid and Swish nodes become nonlinearities. Attribute alpha is the slope
 * and beta the offset, also of a HardSwish or Swish that a pass of the import put together.
 */
final class NonlinearityImport {
  private NonlinearityImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    OnnxNode node = site.node();
    // The slopes that ONNX states for nodes without attributes.
    Nonlinearity layer =
        switch (node.operator()) {
          case "HardSigmoid" -> ramp(site, NonlinearFunction.HARD_SIGMOID, 0.2f);
          case "HardSwish" -> ramp(site, NonlinearFunction.HARD_SWISH, 1.0f / 6);
          case "Sigmoid" -> smooth(site, NonlinearFunction.SIGMOID);
          default -> smooth(site, NonlinearFunction.SWISH);
        };
    return Optional.of(new ImportedLayer(layer, Optional.empty()));
  }

  private static Nonlinearity ramp(ImportSite site, NonlinearFunction function, float slope) {
    OnnxNode node = site.node();
    return new Nonlinearity(
        site.layerName(),
        site.input(),
        function,
        exact(node.real("alpha", slope)),
        node.real("beta", 0.5f));
  }

  private static Nonlinearity smooth(ImportSite site, NonlinearFunction function) {
    return new Nonlinearity(
        site.layerName(), site.input(), function, site.node().real("alpha", 1), 0);
  }

  /** A sixth is meant where a float is as near to one as can be. */
  private static double exact(float slope) {
    return slope == 1.0f / 6 ? 1.0 / 6 : slope;
  }
}
