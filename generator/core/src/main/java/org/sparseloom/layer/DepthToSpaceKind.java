package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.tensor.Tensor;

/** Channels spread over pixels: what stands behind the convolution of a transposed one. */
final class DepthToSpaceKind implements ValueKeepingKind {
  @Override
  public String name() {
    return "depthToSpace";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return DepthToSpace.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("DepthToSpace");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return DepthToSpaceImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    DepthToSpace spread = (DepthToSpace) layer;
    return spread.blockHeight() + "x" + spread.blockWidth()
        + (spread.runs() == 1 ? "" : " of " + spread.runs() + " runs")
        + (spread.crops() ? " cropped from " + spread.cropTop() + "," + spread.cropLeft() : "");
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    DepthToSpaceExport.add((DepthToSpace) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return DepthToSpaceReference.evaluate(layer, inputs.get(0));
  }
}
