package org.sparseloom.quantise;

import java.util.Map;
import java.util.function.Consumer;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;

/** Runs a network in float by ONNX Runtime with every layer's output in view. */
final class FloatRun {
  private FloatRun() {}

  /** Hands over the outputs of all layers by name, images first, some images at a time. */
  static void forEach(
      Network network,
      ImageSet images,
      int threads,
      Consumer<Map<String, OnnxSession.Values>> outputs) {
    OnnxRewriter rewriter = new OnnxRewriter(NetworkExporter.write(network));
    network.layers().stream().map(Layer::name).forEach(rewriter::addOutput);
    try (OnnxSession session = new OnnxSession(rewriter.toBytes(), threads)) {
      ImageBatches.run(
          images,
          session,
          Network.INPUT,
          ImageBatches.channelsFirst(network.input()),
          (first, values) -> outputs.accept(values));
    }
  }
}
