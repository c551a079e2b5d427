package org.sparseloom.layer;

import static org.sparseloom.onnx.OnnxBuilder.integer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.stream.Stream;
import org.sparseloom.layer.ImportedLayer.Kernel;

/** Writes a convolution as Conv and its activation. */
final class ConvolutionExport {
  private ConvolutionExport() {}

  static void add(Convolution layer, ExportSite site) {
    Kernel kernel = site.kernel().orElseThrow();
    int taps = layer.window().taps();
    int channels = layer.channelsPerGroup();
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
    AttributeProto[] attributes =
        Stream.concat(
                Stream.of(WindowExport.attributes(layer.window())),
                Stream.of(integer("group", layer.groups())))
            .toArray(AttributeProto[]::new);
    ActivationExport.add(
        layer.activation(),
        layer.name(),
        site.model(),
        sum ->
            site.model()
                .named(
                    layer.name(),
                    "Conv",
                    sum,
                    List.of(site.from(), weights, biases),
                    attributes));
  }
}
