package org.sparseloom.layer;

import java.util.Optional;

/** MaxPool nodes become maximum pooling. */
final class MaxPoolingImport {
  private MaxPoolingImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    long order = site.node().integer("storage_order", 0);
    if (site.node().outputs().size() > 1 && !site.node().outputs().get(1).isEmpty() || order != 0) {
      site.refuse().accept("it must not give the indices of the maxima");
      return Optional.empty();
    }
    return WindowImport.of(site, site.node().integers("kernel_shape"))
        .map(
            window ->
                new ImportedLayer(
                    new MaxPooling(site.layerName(), site.input(), window), Optional.empty()));
  }
}
