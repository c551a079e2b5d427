package org.sparseloom.layer;

import java.util.Optional;

/** GlobalMaxPool nodes become global maximum pooling; there is nothing about them to refuse. */
final class GlobalMaxPoolingImport {
  private GlobalMaxPoolingImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    return Optional.of(
        new ImportedLayer(new GlobalMaxPooling(site.layerName(), site.input()), Optional.empty()));
  }
}
