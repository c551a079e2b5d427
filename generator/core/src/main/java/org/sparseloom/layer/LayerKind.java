package org.sparseloom.layer;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Tensor;

/** The verbs of one layer kind; the registry is {@link LayerKinds}. */
public interface LayerKind {
  /** Returns the kind's name as files and messages spell it, e.g. "maxPooling". */
  String name();

  /** Returns the record class of its layers. */
  Class<? extends Layer> layerClass();

  /** Returns the ONNX operators that become this kind. */
  Set<String> operators();

  /**
   * Returns the layer of an ONNX node, or nothing after having told the site every reason why it
   * cannot be one.
   */
  Optional<ImportedLayer> fromOnnx(ImportSite site);

  /** Returns what the layer does in words, e.g. "3x3 stride 2 pad 1,1,1,1 relu". */
  String geometry(Layer layer);

  /** Writes the layer as ONNX nodes; the tensor with the layer's name holds the result. */
  void toOnnx(Layer layer, ExportSite site);

  /** Returns the format of the layer's output at a width; maximum pooling keeps its input's. */
  NumberFormat outputFormat(Layer layer, NumberFormat input, int activationBits);

  /** Returns the layer in integers. */
  QuantisedLayer quantise(Layer layer, QuantisationSite site);

  /**
   * Computes one image bit for bit as the hardware does; readable rather than fast. The input may
   * have any shape with the elements of the layer's input: flattening keeps the stream.
   */
  Tensor evaluate(QuantisedLayer layer, Tensor input);

  /**
   * Returns a function equal to {@link #evaluate} on every input that may prepare itself once and
   * be called from several threads.
   */
  default UnaryOperator<Tensor> prepare(QuantisedLayer layer) {
    return input -> evaluate(layer, input);
  }
}
