package org.sparseloom.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Concatenation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.Multiplication;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.layer.QuantisationSite;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;

/** Layers with random integers whose outputs use the whole range of their format. */
final class RandomLayers {
  private static final int LARGEST_MULTIPLIER = (1 << Requantisation.MULTIPLIER_BITS) - 1;

  private final Random random;

  RandomLayers(long seed) {
    random = new Random(seed);
  }

  /** Returns an image of uniformly distributed values, zeros but for a share of {@code density}. */
  Tensor image(Shape shape, NumberFormat format, double density) {
    int[] values = new int[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < density ? uniform(format) : 0;
    }
    return new Tensor(shape, values);
  }

  /**
   * Returns a convolution with random weights.
   *
   * @param density share of weights that may be non-zero
   * @param threshold as a share of the largest output; smaller outputs are 0
   * @param sample an input, for the scale
   */
  QuantisedLayer convolution(
      Convolution layer, NumberFormat input, int weightBits, NumberFormat output, double density,
      double threshold, Tensor sample) {
    NumberFormat weightFormat = NumberFormat.signed(weightBits);
    int[] weights = new int[layer.outputs() * layer.pairsPerOutput()];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextDouble() < density ? uniform(weightFormat) : 0;
      squares += (double) weights[i] * weights[i];
    }
    double deviation =
        Math.sqrt(layer.pairsPerOutput() * squares / weights.length * meanSquare(sample)) + 1;
    double largest = output.max();
    double scale = largest / (2.5 * deviation);
    int shift = shift(scale);
    List<Long> biases = new ArrayList<>();
    List<Integer> multipliers = new ArrayList<>();
    for (int channel = 0; channel < layer.outputs(); channel++) {
      biases.add(Math.round(random.nextGaussian() * deviation / 4));
      double own = scale * (0.5 + random.nextDouble() / 2);
      multipliers.add((int) Math.min(LARGEST_MULTIPLIER, Math.round(Math.scalb(own, shift))));
    }
    return new QuantisedLayer(
        layer, input, 1, output, 1, weightBits,
        Optional.of(
            new Weights(
                layer.outputs(),
                layer.window().kernelHeight(),
                layer.window().kernelWidth(),
                layer.channelsPerGroup(),
                weights)),
        Optional.of(
            new Requantisation(
                biases, multipliers, shift, output, (int) Math.round(threshold * largest))));
  }

  /** Returns a layer that keeps its input's format. */
  static QuantisedLayer copying(Layer layer, NumberFormat format) {
    return new QuantisedLayer(
        layer, format, 1, format, 1, 0, Optional.empty(), Optional.empty());
  }

  /** Returns an average over so many values, scaled so that the output uses its format. */
  static QuantisedLayer average(
      Layer layer, int taps, NumberFormat input, NumberFormat output, double threshold) {
    double scale = (double) output.max() / input.max() / taps;
    int shift = shift(scale);
    int multiplier = (int) Math.min(LARGEST_MULTIPLIER, Math.round(Math.scalb(scale, shift)));
    return new QuantisedLayer(
        layer, input, 1, output, 1, 0, Optional.empty(),
        Optional.of(
            new Requantisation(
                List.of(0L), List.of(multiplier), shift, output,
                (int) Math.round(threshold * output.max()))));
  }

  /** Returns the sum of two streams, the second one weighted less, some of it saturated. */
  static QuantisedLayer addition(
      Addition layer, List<NumberFormat> inputs, NumberFormat output, double threshold) {
    double scale = 1.3 * output.max() / (inputs.get(0).max() + inputs.get(1).max());
    int shift = shift(scale);
    int multiplier = (int) Math.min(LARGEST_MULTIPLIER, Math.round(Math.scalb(scale, shift)));
    return new QuantisedLayer(
        layer, inputs, List.of(1.0, 1.0), output, 1, 0, Optional.empty(),
        Optional.of(
            new Requantisation(
                List.of(0L, 0L), List.of(multiplier, multiplier / 3 * 2), shift, output,
                (int) Math.round(threshold * output.max()))));
  }

  /** Returns the product of two streams, some of it saturated. */
  static QuantisedLayer multiplication(
      Multiplication layer, List<NumberFormat> inputs, NumberFormat output, double threshold) {
    double scale =
        1.3 * output.max() / ((double) inputs.get(0).max() * inputs.get(1).max());
    int shift = shift(scale);
    int multiplier = (int) Math.min(LARGEST_MULTIPLIER, Math.round(Math.scalb(scale, shift)));
    return new QuantisedLayer(
        layer, inputs, List.of(1.0, 1.0), output, 1, 0, Optional.empty(),
        Optional.of(
            new Requantisation(
                List.of(0L), List.of(multiplier), shift, output,
                (int) Math.round(threshold * output.max()))));
  }

  /** Returns a nonlinearity of values from -range to range. */
  static QuantisedLayer nonlinearity(
      Nonlinearity layer, NumberFormat input, int outputBits, double range, double threshold) {
    LayerKind kind = LayerKinds.of(layer);
    double largest = layer.function().timesInput() ? range : 1;
    NumberFormat output = kind.outputFormat(layer, List.of(input), outputBits);
    return kind.quantise(
        layer,
        new QuantisationSite(
            List.of(input), List.of(range / input.max()), 0, outputBits, largest / output.max(),
            0, threshold * largest, Optional.empty()));
  }

  /** Returns a concatenation; inputs after the first weigh less, if formats differ or are scaled. */
  static QuantisedLayer concatenation(
      Concatenation layer, List<NumberFormat> inputs, NumberFormat output, double threshold) {
    List<Double> scales = Collections.nCopies(inputs.size(), 1.0);
    if (threshold == 0 && inputs.stream().allMatch(output::equals)) {
      return new QuantisedLayer(
          layer, inputs, scales, output, 1, 0, Optional.empty(), Optional.empty());
    }
    double scale = 1.2 * output.max() / inputs.get(0).max();
    int shift = shift(scale);
    List<Integer> multipliers = new ArrayList<>();
    for (int port = 0; port < inputs.size(); port++) {
      double own = Math.scalb(scale, shift) / (port + 1);
      multipliers.add((int) Math.min(LARGEST_MULTIPLIER, Math.round(own)));
    }
    return new QuantisedLayer(
        layer, inputs, scales, output, 1, 0, Optional.empty(),
        Optional.of(
            new Requantisation(
                Collections.nCopies(inputs.size(), 0L), multipliers, shift, output,
                (int) Math.round(threshold * output.max()))));
  }

  /** Returns the shift with which the scale becomes a multiplier of 15 to 16 bits. */
  private static int shift(double scale) {
    return Math.max(1, Math.min(62, Requantisation.MULTIPLIER_BITS - 1 - Math.getExponent(scale)));
  }

  private int uniform(NumberFormat format) {
    return (int) (format.min() + (long) (random.nextDouble() * (format.max() - format.min() + 1)));
  }

  private static double meanSquare(Tensor tensor) {
    double sum = 0;
    for (int value : tensor.values()) {
      sum += (double) value * value;
    }
    return sum / tensor.values().length;
  }
}
