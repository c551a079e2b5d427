package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.layer.ImportedLayer.Kernel;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxTensor;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Conv, Gemm and (without bias) MatMul nodes become convolutions. */
final class ConvolutionImport {
  private ConvolutionImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    Optional<OnnxTensor> weights = site.graph().constant(site.node(), 1);
    boolean biasKnown =
        site.node().input(2).isEmpty() || site.graph().constant(site.node(), 2).isPresent();
    if (weights.isEmpty() || !biasKnown) {
      site.refuse().accept("its weights and bias must be float constants");
      return Optional.empty();
    }
    return site.node().operator().equals("Conv")
        ? convolution(site, weights.get())
        : fullyConnected(site, weights.get());
  }

  private static Optional<ImportedLayer> convolution(ImportSite site, OnnxTensor weights) {
    long group = site.node().integer("group", 1);
    List<Long> dimensions = weights.dimensions();
    if (dimensions.size() != 4) {
      site.refuse().accept("its weights (" + dimensions + ") must have four dimensions");
      return Optional.empty();
    }
    Optional<Window> window = WindowImport.of(site, dimensions.subList(2, 4));
    int outputs = Math.toIntExact(dimensions.get(0));
    int channels = site.input().channels();
    if (group < 1 || channels % group != 0 || outputs % group != 0) {
      site.refuse()
          .accept("group (" + group + ") must divide its " + channels + " channels and " + outputs
              + " outputs");
      return Optional.empty();
    }
    if (window.isEmpty()) {
      return Optional.empty();
    }
    Convolution layer =
        new Convolution(
            site.layerName(),
            site.input(),
            outputs,
            window.get(),
            Math.toIntExact(group),
            site.activation());
    float[] ordered =
        channelsInnermost(
            weights.floats(), outputs, layer.channelsPerGroup(), layer.window().taps());
    return Optional.of(
        new ImportedLayer(
            layer, Optional.of(new Kernel(ordered, biases(site, outputs, 1), weights.name()))));
  }

  /** Turns [output][channel][tap] into [output][tap][channel]. */
  private static float[] channelsInnermost(float[] values, int outputs, int channels, int taps) {
    float[] ordered = new float[values.length];
    for (int output = 0; output < outputs; output++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++) {
          ordered[(output * taps + tap) * channels + channel] =
              values[(output * channels + channel) * taps + tap];
        }
      }
    }
    return ordered;
  }

  private static Optional<ImportedLayer> fullyConnected(ImportSite site, OnnxTensor weights) {
    OnnxNode node = site.node();
    boolean transposed = node.operator().equals("Gemm") && node.integer("transB", 0) == 1;
    if (node.integer("transA", 0) != 0) {
      site.refuse().accept("transA (" + node.integer("transA", 0) + ") must be 0");
      return Optional.empty();
    }
    int inputs = site.input().elements();
    if (weights.dimensions().size() != 2
        || weights.dimensions().get(transposed ? 1 : 0) != inputs) {
      site.refuse()
          .accept(
              "its weights ("
                  + weights.dimensions()
                  + ") must be a matrix for "
                  + inputs
                  + " inputs");
      return Optional.empty();
    }
    int outputs = Math.toIntExact(weights.dimensions().get(transposed ? 0 : 1));
    float alpha = node.real("alpha", 1);
    boolean streamed = node.integer(ImportSite.STREAM_ORDER, 0) == 1;
    float[] given = weights.floats();
    float[] ordered = new float[given.length];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        float weight = given[transposed ? output * inputs + input : input * outputs + output];
        int place = streamed ? input : streamIndex(input, site.input());
        ordered[output * inputs + place] = alpha * weight;
      }
    }
    Convolution layer =
        new Convolution(
            site.layerName(),
            new Shape(inputs, 1, 1),
            outputs,
            Window.pointwise(),
            site.activation());
    float[] biases = biases(site, outputs, node.real("beta", 1));
    return Optional.of(
        new ImportedLayer(layer, Optional.of(new Kernel(ordered, biases, weights.name()))));
  }

  /** ONNX flattens channels, rows, columns; our stream is rows, columns, channels. */
  private static int streamIndex(int flattened, Shape shape) {
    int channel = flattened / shape.pixels();
    int pixel = flattened % shape.pixels();
    return pixel * shape.channels() + channel;
  }

  /** Returns one bias per output; a bias of one value counts for all. */
  private static float[] biases(ImportSite site, int outputs, float factor) {
    float[] biases = new float[outputs];
    Optional<OnnxTensor> given = site.graph().constant(site.node(), 2);
    for (int output = 0; given.isPresent() && output < outputs; output++) {
      double[] values = given.get().values();
      biases[output] = factor * (float) values[values.length == 1 ? 0 : output];
    }
    return biases;
  }
}
