package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.tensor.Tensor;

/** Maximum pooling. */
final class MaxPoolingKind implements ValueKeepingKind {
  @Override
  public String name() {
    return "maxPooling";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return MaxPooling.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("MaxPool");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return MaxPoolingImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return ((MaxPooling) layer).window().toString();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    site.model()
        .node(
            "MaxPool",
            layer.name(),
            List.of(site.from()),
            WindowExport.attributes(((MaxPooling) layer).window()));
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return MaxPoolingReference.evaluate(layer, inputs.get(0));
  }
}
