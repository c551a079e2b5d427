package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.tensor.Tensor;

/** Global maximum pooling. */
final class GlobalMaxPoolingKind implements ValueKeepingKind {
  @Override
  public String name() {
    return "globalMaxPooling";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return GlobalMaxPooling.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("GlobalMaxPool");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return GlobalMaxPoolingImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return layer.inputShape().height() + "x" + layer.inputShape().width();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    site.model().node("GlobalMaxPool", layer.name(), List.of(site.from()));
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return GlobalMaxPoolingReference.evaluate(layer, inputs.get(0));
  }
}
