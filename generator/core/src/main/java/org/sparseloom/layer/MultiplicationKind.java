package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Tensor;

/** Multiplication of two feature maps, or of one by a factor per channel. */
final class MultiplicationKind implements LayerKind {
  @Override
  public String name() {
    return "multiplication";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Multiplication.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Mul");
  }

  @Override
  public List<String> streams(OnnxNode node) {
    return node.inputs();
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return MultiplicationImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    Multiplication own = (Multiplication) layer;
    String what = own.factorPerChannel() ? "by channel" : "";
    return (what + " " + own.activation().word()).trim();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    ActivationExport.add(
        ((Multiplication) layer).activation(),
        layer.name(),
        site.model(),
        product -> site.model().named(layer.name(), "Mul", product, site.inputs()));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return MultiplicationQuantisation.outputFormat(
        (Multiplication) layer, inputs, activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return MultiplicationQuantisation.of((Multiplication) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return MultiplicationReference.evaluate(layer, inputs.get(0), inputs.get(1));
  }

  @Override
  public Function<List<Tensor>, Tensor> prepare(QuantisedLayer layer) {
    FastRequantiser requantiser = new FastRequantiser(layer.requantisation().orElseThrow());
    return inputs -> {
      int[] map = inputs.get(0).values();
      int[] factors = inputs.get(1).values();
      int[] values = new int[map.length];
      for (int first = 0; first < values.length; first += factors.length) {
        for (int i = 0; i < factors.length; i++) {
          values[first + i] = requantiser.apply(0, (long) map[first + i] * factors[i]);
        }
      }
      return new Tensor(layer.layer().outputShape(), values);
    };
  }
}
