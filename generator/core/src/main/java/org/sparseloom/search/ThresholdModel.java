package org.sparseloom.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.sparsity.Thresholds;

/**
 * A network as ONNX under the thresholds of a trial: weights w are 0 where |w| < tau_w, outputs a
 * become 0 where |a| < tau_a (hass.md section 1). Thresholds are constants, not inputs: ONNX Runtime
 * lays out constant weights once and keeps its fast kernels, which makes an image more than twice as
 * fast and a new session worth its price from a few images on.
 */
final class ThresholdModel {
  private ThresholdModel() {}

  /**
   * Returns the file's bytes.
   *
   * @param thresholds by layer; layers that are not named are not pruned
   * @param zeroing of outputs below thresholds
   * @param outputs layers whose outputs (behind their thresholds) are outputs by name
   */
  static byte[] of(
      Network network, Map<String, Thresholds> thresholds, Zeroing zeroing,
      List<String> outputs) {
    OnnxRewriter rewriter = new OnnxRewriter(NetworkExporter.write(pruned(network, thresholds)));
    List<String> thresholded = ThresholdedLayers.activations(network);
    for (Layer layer : network.layers()) {
      float threshold =
          (float) thresholds.getOrDefault(layer.name(), Thresholds.NONE).activation();
      if (threshold > 0 && thresholded.contains(layer.name())) {
        zeroing.insert(rewriter, layer.name(), threshold, layer.activation().rectifies());
      }
    }
    outputs.forEach(rewriter::addOutput);
    return rewriter.toBytes();
  }

  private static Network pruned(Network network, Map<String, Thresholds> thresholds) {
    Map<String, FloatKernel> kernels = new HashMap<>();
    network
        .parameters()
        .forEach(
            (layer, kernel) -> {
              float threshold = (float) thresholds.getOrDefault(layer, Thresholds.NONE).weight();
              kernels.put(layer, threshold > 0 ? pruned(kernel, threshold) : kernel);
            });
    return new Network(
        network.name(), network.input(), network.nodes(), kernels, network.notes(),
        network.given());
  }

  private static FloatKernel pruned(FloatKernel kernel, float threshold) {
    float[] weights = kernel.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      if (Math.abs(weights[i]) < threshold) {
        weights[i] = 0;
      }
    }
    return new FloatKernel(weights, kernel.biases(), kernel.outputTensor(), kernel.weightTensor());
  }
}
