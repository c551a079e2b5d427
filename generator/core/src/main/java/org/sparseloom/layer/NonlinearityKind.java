package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.tensor.Tensor;

/** Functions of every value by itself that are more than a clip: HardSwish, Sigmoid and the like. */
final class NonlinearityKind implements LayerKind {
  @Override
  public String name() {
    return "nonlinearity";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Nonlinearity.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("HardSigmoid", "HardSwish", "Sigmoid", "Swish");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return NonlinearityImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    return ((Nonlinearity) layer).function().word();
  }

  /** Writes the gate, and its product with the input for those that multiply. */
  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    Nonlinearity own = (Nonlinearity) layer;
    boolean product = own.function().timesInput();
    String gate = product ? layer.name() + "_gate" : layer.name();
    if (own.function().smooth()) {
      String slope = layer.name() + "_slope";
      String scaled = layer.name() + "_scaled";
      site.model()
          .floats(slope, new float[] {(float) own.slope()})
          .node("Mul", scaled, List.of(site.from(), slope))
          .node("Sigmoid", gate, List.of(scaled));
    } else {
      site.model()
          .node(
              "HardSigmoid",
              gate,
              List.of(site.from()),
              OnnxBuilder.real("alpha", (float) own.slope()),
              OnnxBuilder.real("beta", (float) own.offset()));
    }
    if (product) {
      site.model().node("Mul", layer.name(), List.of(site.from(), gate));
    }
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return NonlinearityQuantisation.outputFormat(
        (Nonlinearity) layer, inputs.get(0), activationBits);
  }

  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    return NonlinearityQuantisation.of((Nonlinearity) layer, site);
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return NonlinearityReference.evaluate(layer, inputs.get(0));
  }

  /** Looks every value up: 2^16 outputs at most are computed once. */
  @Override
  public Function<List<Tensor>, Tensor> prepare(QuantisedLayer layer) {
    int[] table = NonlinearityReference.table(layer);
    int mask = table.length - 1;
    return inputs -> {
      int[] from = inputs.get(0).values();
      int[] values = new int[from.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = table[from[i] & mask];
      }
      return new Tensor(layer.layer().outputShape(), values);
    };
  }
}
