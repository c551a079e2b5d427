package org.sparseloom.network;

import static org.sparseloom.onnx.OnnxBuilder.integers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.layer.ExportSite;
import org.sparseloom.layer.ImportedLayer.Kernel;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.tensor.Shape;

/**
 * Writes an imported network back as plain ONNX, with everything folded as the hardware has it:
 *
 * <ul>
 *   <li>the input is the float tensor {@link Network#INPUT}, batch x C x H x W, batch free;
 *   <li>the output of layer L (after its ReLU) is the tensor L, its weights {@link
 *       ExportSite#weights}(L), its biases {@link ExportSite#biases}(L);
 *   <li>fully connected layers are 1x1 convolutions, their weights in stream order;
 *   <li>the graph's output is {@link #OUTPUT}, batch x elements.
 * </ul>
 *
 * Calibration and the threshold search run this model: a threshold on these weights is a threshold
 * on the weights that the hardware holds, which is not so for the original where BatchNormalization
 * follows.
 */
public final class NetworkExporter {
  /** Name of the exported graph's output. */
  public static final String OUTPUT = "output";

  private final Network network;
  private final OnnxBuilder model;
  private final Map<String, Shape> shapes = new HashMap<>();

  private NetworkExporter(Network network) {
    this.network = network;
    model = new OnnxBuilder(network.name());
  }

  /** Returns the network as an ONNX model. */
  public static OnnxModel write(Network network) {
    return new NetworkExporter(network).write();
  }

  private OnnxModel write() {
    Shape input = network.input();
    model.input(Network.INPUT, input.channels(), input.height(), input.width());
    shapes.put(Network.INPUT, input);
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      List<String> from = new ArrayList<>();
      for (int port = 0; port < node.inputs().size(); port++) {
        from.add(reshaped(node.inputs().get(port), layer.inputShapes().get(port)));
      }
      Optional<Kernel> kernel =
          Optional.ofNullable(network.parameters().get(layer.name()))
              .map(known -> new Kernel(known.weights(), known.biases(), known.weightTensor()));
      LayerKinds.of(layer).toOnnx(layer, new ExportSite(model, from, kernel));
      shapes.put(layer.name(), layer.outputShape());
    }
    Layer last = network.nodes().get(network.nodes().size() - 1).layer();
    model.longs("output_shape", 0, -1);
    model.node("Reshape", OUTPUT, List.of(last.name(), "output_shape"));
    return model.output(OUTPUT, last.outputShape().elements()).model();
  }

  /** Returns the tensor as the layer sees it: flattening follows the stream, channels innermost. */
  private String reshaped(String tensor, Shape wanted) {
    if (shapes.get(tensor).equals(wanted)) {
      return tensor;
    }
    String flat = tensor + "_flat";
    if (shapes.containsKey(flat)) {
      return flat;
    }
    shapes.put(flat, wanted);
    String pixels = tensor + "_pixels";
    model.node("Transpose", pixels, List.of(tensor), integers("perm", 0, 2, 3, 1));
    model.longs(flat + "_shape", 0, -1, 1, 1);
    model.node("Reshape", flat, List.of(pixels, flat + "_shape"));
    return flat;
  }
}
