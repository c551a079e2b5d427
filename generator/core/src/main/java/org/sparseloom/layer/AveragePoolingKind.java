package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Tensor;

/** Average pooling. */
final class AveragePoolingKind implements LayerKind {
  @Override
  public String name() {
    return "averagePooling";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return AveragePooling.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("AveragePool");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return AveragePoolingImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return ((AveragePooling) layer).window().toString();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    site.model()
        .node(
            "AveragePool",
            layer.name(),
            List.of(site.from()),
            WindowExport.averageAttributes(((AveragePooling) layer).window()));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return AverageQuantisation.outputFormat(inputs.get(0), activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return AverageQuantisation.of(layer, ((AveragePooling) layer).window().taps(), site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return AveragePoolingReference.evaluate(layer, inputs.get(0));
  }
}
