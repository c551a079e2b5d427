package org.sparseloom.sparsity;

import java.util.List;
import java.util.Random;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Work;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * The work of a convolution, counted: popcount(activation mask and weight mask) of every sampled
 * output pixel, filter and channel of its group (hass.md section 2).
 */
public final class MeasuredWork implements Work {
  /** Sampling so many pixels of an image takes them all. */
  public static final int ALL_PIXELS = Integer.MAX_VALUE;

  private final int filters;
  private final int channels;
  private final int outputPixels;
  private final int pixels;
  private final int[] places;
  private final long[] pixelPairs;
  private final short[] pairs;
  private final double density;

  private MeasuredWork(WeightMasks weights, List<NonZeroMap> inputs, int perImage, long seed) {
    Convolution layer = weights.layer();
    this.filters = layer.outputs();
    this.channels = layer.channelsPerGroup();
    this.outputPixels = layer.outputShape().pixels();
    this.pixels = inputs.size() * Math.min(perImage, outputPixels);
    long counts = (long) pixels * filters * channels;
    if (counts > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          layer.name() + ": " + counts + " pair counts are too many to hold; sample fewer pixels");
    }
    this.places = new int[pixels];
    this.pixelPairs = new long[pixels];
    this.pairs = new short[(int) counts];
    Random random = new Random(seed);
    int index = 0;
    int sampled = 0;
    for (NonZeroMap input : inputs) {
      for (int pixel : SampledPixels.of(outputPixels, perImage, random)) {
        places[sampled++] = pixel;
        long[] activations = activationMasks(layer, input, pixel);
        index = count(weights, activations, index);
      }
    }
    this.density =
        (double) sumPixels() / ((double) pixels * layer.outputs() * layer.pairsPerOutput());
  }

  /**
   * Counts pairs.
   *
   * @param inputs the layer's input for at least one image
   * @param pixelsPerImage output pixels to sample of each image, or {@link #ALL_PIXELS}
   * @param seed of the sample
   */
  public static MeasuredWork of(
      WeightMasks weights, List<NonZeroMap> inputs, int pixelsPerImage, long seed) {
    if (inputs.isEmpty() || pixelsPerImage < 1) {
      throw new IllegalArgumentException(
          weights.layer().name() + ": images (" + inputs.size() + ") and pixels ("
              + pixelsPerImage + ") must be at least 1");
    }
    return new MeasuredWork(weights, inputs, pixelsPerImage, seed);
  }

  /** Returns per channel the mask of the taps whose activation is not zero; padding is zero. */
  private static long[] activationMasks(Convolution layer, NonZeroMap input, int pixel) {
    Window window = layer.window();
    Shape shape = layer.inputShape();
    int words = WeightMasks.words(window.taps());
    long[] masks = new long[shape.channels() * words];
    int top = pixel / layer.outputShape().width() * window.strideY() - window.padTop();
    int left = pixel % layer.outputShape().width() * window.strideX() - window.padLeft();
    for (int tap = 0; tap < window.taps(); tap++) {
      int y = top + tap / window.kernelWidth();
      int x = left + tap % window.kernelWidth();
      if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) {
        int first = (y * shape.width() + x) * shape.channels();
        int word = tap / Long.SIZE;
        for (int channel = 0; channel < shape.channels(); channel++) {
          if (input.nonZero()[first + channel]) {
            masks[channel * words + word] |= 1L << tap;
          }
        }
      }
    }
    return masks;
  }

  private int count(WeightMasks weights, long[] activations, int first) {
    int index = first;
    long[] masks = weights.masks();
    Convolution layer = weights.layer();
    if (weights.words() == 1) {
      for (int weight = 0; weight < masks.length; ) {
        int from = layer.firstChannel(weight / channels);
        for (int channel = from; channel < from + channels; channel++) {
          pairs[index++] = (short) Long.bitCount(masks[weight++] & activations[channel]);
        }
      }
      return index;
    }
    for (int weight = 0; weight < masks.length; index++) {
      int perFilter = channels * weights.words();
      int activation =
          layer.firstChannel(weight / perFilter) * weights.words() + weight % perFilter;
      int sum = 0;
      for (int word = 0; word < weights.words(); word++) {
        sum += Long.bitCount(masks[weight++] & activations[activation + word]);
      }
      pairs[index] = (short) sum;
    }
    return index;
  }

  /** Fills in the pairs of every pixel and returns those of all. */
  private long sumPixels() {
    int perPixel = filters * channels;
    long all = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      long sum = 0;
      for (int i = pixel * perPixel; i < (pixel + 1) * perPixel; i++) {
        sum += pairs[i];
      }
      pixelPairs[pixel] = sum;
      all += sum;
    }
    return all;
  }

  @Override
  public int pixels() {
    return pixels;
  }

  @Override
  public int pairs(int pixel, int filter, int channel) {
    return pairs[(pixel * filters + filter) * channels + channel];
  }

  @Override
  public long pairs(int pixel) {
    return pixelPairs[pixel];
  }

  @Override
  public int place(int pixel) {
    return places[pixel];
  }

  @Override
  public double pixelsPerImage() {
    return outputPixels;
  }

  @Override
  public double pairDensity() {
    return density;
  }
}
