package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** GlobalAveragePool nodes, and ReduceMean nodes over rows and columns, become global average pooling. */
final class GlobalAveragePoolingImport {
  private static final int RANK = 4;

  private GlobalAveragePoolingImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    List<Long> axes = axes(site);
    if (site.node().operator().equals("ReduceMean") && !axes.equals(List.of(2L, 3L))) {
      site.refuse().accept("axes (" + axes + ") must be rows and columns, [2, 3]");
      return Optional.empty();
    }
    return Optional.of(
        new ImportedLayer(
            new GlobalAveragePooling(site.layerName(), site.input()), Optional.empty()));
  }

  /** Since opset 18 the axes are an input, before they were an attribute. */
  private static List<Long> axes(ImportSite site) {
    List<Long> given =
        site.graph()
            .constant(site.node(), 1)
            .map(axes -> Arrays.stream(axes.values()).mapToObj(axis -> (long) axis).toList())
            .orElse(site.node().integers("axes"));
    return given.stream().map(axis -> axis < 0 ? axis + RANK : axis).sorted().toList();
  }
}
