package org.sparseloom.layer;

import java.util.Optional;

/** GlobalAveragePool nodes become global average pooling. */
final class GlobalAveragePoolingImport {
  private GlobalAveragePoolingImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    return Optional.of(
        new ImportedLayer(
            new GlobalAveragePooling(site.layerName(), site.input()), Optional.empty()));
  }
}
