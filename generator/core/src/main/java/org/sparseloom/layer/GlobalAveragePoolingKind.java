package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Tensor;

/** Global average pooling. */
final class GlobalAveragePoolingKind implements LayerKind {
  @Override
  public String name() {
    return "globalAveragePooling";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return GlobalAveragePooling.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("GlobalAveragePool", "ReduceMean");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return GlobalAveragePoolingImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return layer.inputShape().height() + "x" + layer.inputShape().width();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    site.model().node("GlobalAveragePool", layer.name(), List.of(site.from()));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return AverageQuantisation.outputFormat(inputs.get(0), activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return AverageQuantisation.of(layer, layer.inputShape().pixels(), site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return GlobalAveragePoolingReference.evaluate(layer, inputs.get(0));
  }
}
