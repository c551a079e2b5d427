package org.sparseloom.layer;

import static org.sparseloom.onnx.OnnxBuilder.integer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Tensor;

/** Feature maps joined over their channels. */
final class ConcatenationKind implements LayerKind {
  @Override
  public String name() {
    return "concatenation";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Concatenation.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Concat");
  }

  @Override
  public List<String> streams(OnnxNode node) {
    return node.inputs();
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return ConcatenationImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return ((Concatenation) layer).inputShapes().size() + " inputs";
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    site.model().node("Concat", layer.name(), site.inputs(), integer("axis", 1));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return ConcatenationQuantisation.outputFormat(inputs, activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return ConcatenationQuantisation.of((Concatenation) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return ConcatenationReference.evaluate(layer, inputs);
  }
}
