package org.sparseloom.layer;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Tensor;

/** Convolution and fully connected layers. */
final class ConvolutionKind implements LayerKind {
  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Convolution.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Conv", "Gemm", "MatMul");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return ConvolutionImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    Convolution convolution = (Convolution) layer;
    return convolution.window() + (convolution.relu() ? " relu" : "");
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    ConvolutionExport.add((Convolution) layer, site);
  }

  @Override
  public NumberFormat outputFormat(Layer layer, NumberFormat input, int activationBits) {
    return ConvolutionQuantisation.outputFormat((Convolution) layer, activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return ConvolutionQuantisation.of((Convolution) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, Tensor input) {
    return ConvolutionReference.evaluate(layer, input);
  }

  @Override
  public UnaryOperator<Tensor> prepare(QuantisedLayer layer) {
    return ConvolutionFast.of(layer);
  }
}
