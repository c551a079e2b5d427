package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    String groups =
        convolution.depthwise()
            ? "depthwise"
            : convolution.groups() == 1 ? "" : convolution.groups() + " groups";
    return Stream.of(
            convolution.window().toString(), groups, convolution.activation().word())
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    ConvolutionExport.add((Convolution) layer, site);
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return ConvolutionQuantisation.outputFormat((Convolution) layer, activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return ConvolutionQuantisation.of((Convolution) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return ConvolutionReference.evaluate(layer, inputs.get(0));
  }

  @Override
  public Function<List<Tensor>, Tensor> prepare(QuantisedLayer layer) {
    return ConvolutionFast.of(layer);
  }
}
