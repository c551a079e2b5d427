package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.tensor.Window;

/** AveragePool nodes become average pooling if zeros in the padding count. */
final class AveragePoolingImport {
  private AveragePoolingImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    Optional<Window> window = WindowImport.of(site, site.node().integers("kernel_shape"));
    if (window.isPresent()
        && window.get().padded()
        && site.node().integer("count_include_pad", 0) == 0) {
      site.refuse().accept("count_include_pad (0) must be 1 where there is padding");
      return Optional.empty();
    }
    return window.map(
        known ->
            new ImportedLayer(
                new AveragePooling(site.layerName(), site.input(), known), Optional.empty()));
  }
}
