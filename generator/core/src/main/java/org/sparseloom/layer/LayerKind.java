package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Tensor;

/** The verbs of one layer kind; the registry is {@link LayerKinds}. */
public interface LayerKind {
  /** Returns the kind's name as files and messages spell it, e.g. "maxPooling". */
  String name();

  /** Returns the record class of its layers. */
  Class<? extends Layer> layerClass();

  /** Returns the ONNX operators that become this kind. */
  Set<String> operators();

  /** Returns the tensors among a node's inputs that are feature maps: the first, if no more. */
  default List<String> streams(OnnxNode node) {
    return node.inputs().subList(0, 1);
  }

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
  NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits);

  /** Returns the layer in integers. */
  QuantisedLayer quantise(Layer layer, QuantisationSite site);

  /**
   * Computes one image bit for bit as the hardware does; readable rather than fast. An input
   * may have any shape with the elements of the layer's: flattening keeps the stream.
   *
   * @param inputs in the order of the node's inputs
   */
  Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs);

  /**
   * Returns a function equal to {@link #evaluate} on all inputs that may prepare itself once and
   * be called from several threads.
   */
  default Function<List<Tensor>, Tensor> prepare(QuantisedLayer layer) {
    return inputs -> evaluate(layer, inputs);
  }
}
