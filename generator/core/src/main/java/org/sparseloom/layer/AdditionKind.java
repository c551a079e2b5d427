package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Tensor;

/** Addition of two feature maps: the join behind a skip connection. */
final class AdditionKind implements LayerKind {
  @Override
  public String name() {
    return "addition";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Addition.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Add");
  }

  @Override
  public List<String> streams(OnnxNode node) {
    return node.inputs();
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return AdditionImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return ((Addition) layer).activation().word();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    ActivationExport.add(
        ((Addition) layer).activation(),
        layer.name(),
        site.model(),
        sum -> site.model().named(layer.name(), "Add", sum, site.inputs()));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return AdditionQuantisation.outputFormat((Addition) layer, inputs, activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return AdditionQuantisation.of((Addition) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return AdditionReference.evaluate(layer, inputs);
  }
}
