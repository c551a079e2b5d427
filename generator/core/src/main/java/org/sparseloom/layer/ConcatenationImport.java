package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.tensor.Shape;

/** Concat nodes over channels become concatenations. */
final class ConcatenationImport {
  private ConcatenationImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    List<Shape> inputs = site.inputs();
    long axis = site.node().integer("axis", 1);
    boolean vectors = inputs.stream().allMatch(shape -> shape.pixels() == 1) && axis == -1;
    if (axis != 1 && axis != -3 && !vectors) {
      site.refuse().accept("axis (" + axis + ") must be 1, the channels");
      return Optional.empty();
    }
    if (inputs.size() != site.node().inputs().size()) {
      site.refuse().accept("none of its inputs may be a constant");
      return Optional.empty();
    }
    return Optional.of(
        new ImportedLayer(new Concatenation(site.layerName(), inputs), Optional.empty()));
  }
}
