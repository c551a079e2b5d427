package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Weights;

/**
 * A layer with its integers: all that the reference and the memories of the hardware need.
 *
 * @param inputs formats of the incoming streams, as many as the layer's node has inputs
 * @param inputScales real value of one unit of each input
 * @param output format of the outgoing stream
 * @param outputScale real value of one unit of the output
 * @param weightBits width of a weight, signed; 0 for layers without weights
 * @param weights thresholded integer weights, of a grouped convolution only the channels of each
 *     output's group; empty for layers without weights
 * @param requantisation per output channel for a convolution; one channel for averages (their sum
 *     of taps is scaled alike in every channel); a multiplier per input for an addition or a
 *     concatenation, biases 0; one channel for multiplications and nonlinearities, none for a
 *     nonlinearity with a table; empty where values are chosen, copied or mixed by fixed weights
 */
public record QuantisedLayer(
    Layer layer,
    List<NumberFormat> inputs,
    List<Double> inputScales,
    NumberFormat output,
    double outputScale,
    int weightBits,
    Optional<Weights> weights,
    Optional<Requantisation> requantisation) {
  public QuantisedLayer {
    inputs = List.copyOf(inputs);
    inputScales = List.copyOf(inputScales);
  }

  /** A layer with one input. */
  public QuantisedLayer(
      Layer layer,
      NumberFormat input,
      double inputScale,
      NumberFormat output,
      double outputScale,
      int weightBits,
      Optional<Weights> weights,
      Optional<Requantisation> requantisation) {
    this(
        layer,
        List.of(input),
        List.of(inputScale),
        output,
        outputScale,
        weightBits,
        weights,
        requantisation);
  }

  /** Returns a layer that only copies values: format and scale stay as they are. */
  static QuantisedLayer copying(Layer layer, QuantisationSite site) {
    return new QuantisedLayer(
        layer,
        site.input(),
        site.inputScale(),
        site.input(),
        site.inputScale(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the layer with another real value of one unit of its output. */
  public QuantisedLayer withOutputScale(double scale) {
    return new QuantisedLayer(
        layer, inputs, inputScales, output, scale, weightBits, weights, requantisation);
  }

  /** Returns the format of the first incoming stream, the only one of most layers. */
  public NumberFormat input() {
    return inputs.get(0);
  }

  /** Returns the scale of the first incoming stream. */
  public double inputScale() {
    return inputScales.get(0);
  }
}
