package org.sparseloom.search;

import java.util.List;
import org.sparseloom.layer.ExportSite;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.network.Node;
import org.sparseloom.onnx.OnnxRewriter;

/**
 * A network as ONNX with its thresholds as scalar inputs, so that one loaded model serves all
 * trials: weights w become 0 where |w| < tau_w, outputs a become 0 where |a| < tau_a (hass.md
 * section 1).
 */
final class ThresholdModel {
  private static final String ZERO = "threshold_zero";

  private ThresholdModel() {}

  /** Returns the name of the input that carries a convolution's tau_w. */
  static String weightThreshold(String layer) {
    return layer + "_weight_threshold";
  }

  /** Returns the name of the input that carries a layer's tau_a. */
  static String activationThreshold(String layer) {
    return layer + "_activation_threshold";
  }

  /** Returns the file's bytes; every layer's output (after its threshold) is an output by name. */
  static byte[] of(Network network) {
    OnnxRewriter rewriter = new OnnxRewriter(NetworkExporter.write(network));
    rewriter.addConstant(ZERO, 0);
    for (String layer : ThresholdedLayers.weights(network)) {
      zeroBelow(rewriter, ExportSite.weights(layer), weightThreshold(layer));
    }
    for (String layer : ThresholdedLayers.activations(network)) {
      zeroBelow(rewriter, layer, activationThreshold(layer));
    }
    network.nodes().stream().map(Node::layer).map(Layer::name).forEach(rewriter::addOutput);
    return rewriter.toBytes();
  }

  private static void zeroBelow(OnnxRewriter rewriter, String tensor, String threshold) {
    String raw = rewriter.intercept(tensor);
    String magnitude = tensor + "_magnitude";
    String small = tensor + "_small";
    rewriter.addInput(threshold);
    rewriter.addNode("Abs", List.of(raw), List.of(magnitude));
    rewriter.addNode("Less", List.of(magnitude, threshold), List.of(small));
    rewriter.addNode("Where", List.of(small, ZERO, raw), List.of(tensor));
  }
}
