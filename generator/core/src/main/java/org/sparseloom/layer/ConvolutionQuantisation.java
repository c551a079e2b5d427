package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparseloom.layer.ImportedLayer.Kernel;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.numeric.Rounding;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Weights;

/**
 * Quantises a convolution: symmetric signed weights, one scale per output channel.
 *
 * <p>A channel's scale starts as max |w| / (2^(bits-1) - 1) over the weights that the threshold
 * leaves. The requantisation multiplier that it asks for, inputScale * scale / outputScale *
 * 2^shift, is rounded <em>up</em> to an integer, and the scale is then taken from that integer: the
 * multiplier is exact, no error of its own is left, and the weights' step is at most 1 +
 * 1/multiplier times the smallest possible one. So an output differs from the float layer by at
 * most half a unit of rounding, half a bias unit, and half a weight step per non-zero activation.
 *
 * <p>Multipliers below 1/256 of the largest are raised to that: a channel of almost no weights
 * would otherwise need a bias, and with it an accumulator, of any width.
 *
 * <p>Weights whose scales the model's file states are taken as its integers. Multipliers are then
 * rounded to nearest, and refused where that could change an output by more than half a unit.
 */
final class ConvolutionQuantisation {
  private static final int MULTIPLIER_SPREAD_BITS = 8;

  /** Widest sum with bias: times a 16-bit multiplier it stays below 2^62. */
  private static final int LARGEST_SUM_BITS = 46;

  private final Convolution layer;
  private final QuantisationSite site;
  private final float[] kept;
  private final int perOutput;

  private ConvolutionQuantisation(Convolution layer, QuantisationSite site) {
    this.layer = layer;
    this.site = site;
    kept = thresholded(site.kernel().orElseThrow().weights(), (float) site.weightThreshold());
    perOutput = layer.pairsPerOutput();
  }

  static QuantisedLayer of(Convolution layer, QuantisationSite site) {
    return new ConvolutionQuantisation(layer, site).quantise();
  }

  static NumberFormat outputFormat(Convolution layer, int bits) {
    return new NumberFormat(bits, !layer.activation().rectifies());
  }

  /** Compares in float, as ONNX Runtime does in the threshold search. */
  private static float[] thresholded(float[] weights, float threshold) {
    float[] kept = weights.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Math.abs(kept[i]) < threshold ? 0 : kept[i];
    }
    return kept;
  }

  private QuantisedLayer quantise() {
    NumberFormat output = outputFormat(layer, site.activationBits());
    NumberFormat weightFormat = NumberFormat.signed(site.weightBits());
    double[] smallestScales =
        site.weightScales().map(this::withoutEmptyFilters).orElse(smallestScales(weightFormat));
    double largest = largest(smallestScales);
    // One unit of the output must not be so fine that multipliers exceed their 16 bits.
    double outputScale = Math.max(site.outputScale(), site.inputScale() * largest / (1 << 14));
    site.requireClip(layer, layer.activation(), output, outputScale);
    double unit = site.inputScale() / outputScale;
    int shift = Scaling.shift(unit * largest);
    boolean given = site.weightScales().isPresent();
    List<Integer> multipliers =
        given
            ? nearestMultipliers(smallestScales, unit, shift)
            : multipliers(smallestScales, unit, shift);
    List<Long> biases = new ArrayList<>();
    int[] integers = new int[kept.length];
    Kernel kernel = site.kernel().orElseThrow();
    for (int channel = 0; channel < layer.outputs(); channel++) {
      double scale =
          given
              ? smallestScales[channel]
              : Math.scalb(multipliers.get(channel) / unit, -shift);
      biases.add(Rounding.nearest(kernel.biases()[channel] / (site.inputScale() * scale)));
      for (int k = channel * perOutput; k < (channel + 1) * perOutput; k++) {
        integers[k] = given ? (int) Math.rint(kept[k] / scale) : integer(kept[k] / scale);
      }
    }
    Requantisation requantisation =
        new Requantisation(
            biases, multipliers, shift, output, site.integerThreshold(output, outputScale));
    QuantisedLayer quantised =
        new QuantisedLayer(
            layer,
            site.input(),
            site.inputScale(),
            output,
            outputScale,
            site.weightBits(),
            Optional.of(weights(integers)),
            Optional.of(requantisation));
    if (given) {
      GivenMultipliers.check(quantised, smallestScales);
    }
    return checked(quantised);
  }

  /** Returns a weight in units of its scale, as far from 0 as the format goes in both directions. */
  private int integer(double units) {
    long limit = NumberFormat.signed(site.weightBits()).max();
    long magnitude = Math.min(Rounding.nearest(Math.abs(units)), limit);
    return (int) (units < 0 ? -magnitude : magnitude);
  }

  /** Filters without weights take the largest scale: their own may be anything. */
  private double[] withoutEmptyFilters(double[] given) {
    double[] scales = given.clone();
    double[] used = smallestScales(NumberFormat.signed(site.weightBits()));
    double largest = 0;
    for (int channel = 0; channel < scales.length; channel++) {
      largest = Math.max(largest, used[channel] == 0 ? 0 : scales[channel]);
    }
    for (int channel = 0; channel < scales.length; channel++) {
      scales[channel] = used[channel] == 0 && largest > 0 ? largest : scales[channel];
    }
    return scales;
  }

  private static List<Integer> nearestMultipliers(double[] scales, double unit, int shift) {
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    return Arrays.stream(scales)
        .mapToObj(scale -> (int) Math.min(limit, Math.rint(Math.scalb(unit * scale, shift))))
        .toList();
  }

  private Weights weights(int[] integers) {
    return new Weights(
        layer.outputs(),
        layer.window().kernelHeight(),
        layer.window().kernelWidth(),
        layer.channelsPerGroup(),
        integers);
  }

  /** Returns each channel's smallest scale that holds its weights; 0 for an all-zero filter. */
  private double[] smallestScales(NumberFormat weightFormat) {
    double[] scales = new double[layer.outputs()];
    for (int k = 0; k < kept.length; k++) {
      scales[k / perOutput] =
          Math.max(scales[k / perOutput], Math.abs(kept[k]) / weightFormat.max());
    }
    return scales;
  }

  /** Returns the largest scale; with nothing but zeros one that gives biases 8 fraction bits. */
  private double largest(double[] scales) {
    double largest = 0;
    for (double scale : scales) {
      largest = Math.max(largest, scale);
    }
    return largest > 0 ? largest : site.outputScale() / site.inputScale() / 256;
  }

  /** An all-zero filter has no scale of its own and takes the largest multiplier of the layer. */
  private List<Integer> multipliers(double[] scales, double unit, int shift) {
    int limit = (1 << Requantisation.MULTIPLIER_BITS) - 1;
    int largest = (int) Math.min(limit, Math.ceil(Math.scalb(unit * largest(scales), shift)));
    int smallest = Math.max(1, largest >> MULTIPLIER_SPREAD_BITS);
    List<Integer> multipliers = new ArrayList<>();
    for (double scale : scales) {
      int own = (int) Math.min(limit, Math.ceil(Math.scalb(unit * scale, shift)));
      multipliers.add(scale == 0 ? Math.max(1, largest) : Math.max(smallest, own));
    }
    return multipliers;
  }

  private static QuantisedLayer checked(QuantisedLayer quantised) {
    long widest = 0;
    for (long bias : quantised.requantisation().orElseThrow().biases()) {
      widest = Math.max(widest, Math.abs(bias));
    }
    boolean biasesFit = widest < 1L << LARGEST_SUM_BITS - 1;
    if (!biasesFit || AccumulatorWidth.bits(quantised) > LARGEST_SUM_BITS) {
      throw new UserProblem(
          ExitCode.MODEL_NOT_SUPPORTED,
          "layer "
              + quantised.layer().name()
              + " with "
              + quantised.weightBits()
              + "-bit weights and "
              + quantised.input().bits()
              + "-bit inputs must have sums of at"
              + " most "
              + LARGEST_SUM_BITS
              + " bits, but its largest bias is "
              + widest
              + " units",
          "take fewer bits, or calibrate with images like those that the network was trained on.");
    }
    return quantised;
  }
}
