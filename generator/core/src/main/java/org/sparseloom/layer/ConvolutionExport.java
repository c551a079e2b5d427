package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.layer.ImportedLayer.Kernel;

/** Writes a convolution as Conv and, if it has one, Relu. */
final class ConvolutionExport {
  private ConvolutionExport() {}

  static void add(Convolution layer, ExportSite site) {
    Kernel kernel = site.kernel().orElseThrow();
    int taps = layer.window().taps();
    int channels = layer.inputShape().channels();
    float[] channelsFirst = new float[kernel.weights().length];
    for (int output = 0; output < layer.outputs(); output++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          channelsFirst[(output * channels + channel) * taps + tap] =
              kernel.weights()[(output * taps + tap) * channels + channel];
        }
      }
    }
    String weights = ExportSite.weights(layer.name());
    String biases = ExportSite.biases(layer.name());
    site.model()
        .floats(
            weights,
            channelsFirst,
            layer.outputs(),
            channels,
            layer.window().kernelHeight(),
            layer.window().kernelWidth())
        .floats(biases, kernel.biases(), layer.outputs());
    String sum = layer.relu() ? layer.name() + "_sum" : layer.name();
    site.model()
        .node(
            "Conv",
            sum,
            List.of(site.from(), weights, biases),
            WindowExport.attributes(layer.window()));
    if (layer.relu()) {
      site.model().node("Relu", layer.name(), List.of(sum));
    }
  }
}
