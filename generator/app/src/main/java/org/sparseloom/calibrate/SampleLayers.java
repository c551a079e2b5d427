package org.sparseloom.calibrate;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Weights;

/** Layers with random integers, scaled so that outputs would use their format. */
final class SampleLayers {
  private static final double WEIGHT_DENSITY = 0.6;

  private final Random random;

  SampleLayers(Random random) {
    this.random = random;
  }

  QuantisedLayer convolution(
      Convolution layer, NumberFormat input, int weightBits, NumberFormat output) {
    int[] weights = new int[layer.outputs() * layer.pairsPerOutput()];
    int largest = (1 << (weightBits - 1)) - 1;
    for (int i = 0; i < weights.length; i++) {
      boolean kept = random.nextDouble() < WEIGHT_DENSITY;
      weights[i] = kept ? random.nextInt(2 * largest + 1) - largest : 0;
    }
    double deviation =
        Math.sqrt(layer.pairsPerOutput() * WEIGHT_DENSITY / 3) * largest * input.max() / 2;
    List<Long> biases =
        IntStream.range(0, layer.outputs())
            .mapToObj(channel -> Math.round(random.nextGaussian() * deviation / 4))
            .toList();
    return new QuantisedLayer(
        layer, input, 1, output, 1, weightBits,
        Optional.of(
            new Weights(
                layer.outputs(),
                layer.window().kernelHeight(),
                layer.window().kernelWidth(),
                layer.channelsPerGroup(),
                weights)),
        Optional.of(requantisation(biases, output.max() / (2.5 * deviation), output)));
  }

  QuantisedLayer maximum(Layer layer, NumberFormat format) {
    return new QuantisedLayer(
        layer, format, 1, format, 1, 0, Optional.empty(), Optional.empty());
  }

  /** Returns the sum of a stream and itself, both scaled alike. */
  QuantisedLayer addition(Addition layer, NumberFormat input, NumberFormat output) {
    double scale = (double) output.max() / input.max();
    Requantisation requantisation = requantisation(List.of(0L, 0L), scale, output);
    return new QuantisedLayer(
        layer, List.of(input, input), List.of(1.0, 1.0), output, 1, 0, Optional.empty(),
        Optional.of(requantisation));
  }

  /** Returns an average over so many values. */
  QuantisedLayer average(Layer layer, int values, NumberFormat input, NumberFormat output) {
    double scale = (double) output.max() / input.max() / values;
    return new QuantisedLayer(
        layer, input, 1, output, 1, 0, Optional.empty(),
        Optional.of(requantisation(List.of(0L), scale, output)));
  }

  /** Multipliers of 15 to 16 bits, as the quantiser chooses them; thresholds cost nothing. */
  private Requantisation requantisation(List<Long> biases, double scale, NumberFormat output) {
    int shift =
        Math.max(1, Math.min(62, Requantisation.MULTIPLIER_BITS - 1 - Math.getExponent(scale)));
    List<Integer> multipliers =
        biases.stream()
            .map(bias -> Math.scalb(scale * (0.5 + random.nextDouble() / 2), shift))
            .map(value -> (int) Math.min((1 << Requantisation.MULTIPLIER_BITS) - 1, value))
            .toList();
    return new Requantisation(biases, multipliers, shift, output, 1);
  }
}
