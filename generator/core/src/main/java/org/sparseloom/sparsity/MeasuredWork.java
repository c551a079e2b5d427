package org.sparseloom.sparsity;

import java.util.Arrays;
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

  private static final int ALL_WEIGHTS = -1;

  private final int taps;
  private final int words;
  private final int filtersPerGroup;
  private final int channelsPerGroup;
  private final long[] weights;
  private final int outputPixels;
  private final int[] places;
  private final long[] pixelPairs;

  /** Per sampled pixel the bits of all groups: pairs are counted when they are asked for. */
  private final long[][] activations;

  private final double density;

  private MeasuredWork(WeightMasks masks, List<NonZeroMap> inputs, int perImage, long seed) {
    Convolution layer = masks.layer();
    taps = layer.window().taps();
    words = WeightMasks.words(layer);
    filtersPerGroup = layer.outputsPerGroup();
    channelsPerGroup = layer.channelsPerGroup();
    weights = masks.masks();
    outputPixels = layer.outputShape().pixels();
    int pixels = inputs.size() * Math.min(perImage, outputPixels);
    places = new int[pixels];
    pixelPairs = new long[pixels];
    activations = new long[pixels][];
    int[] filtersPerTap = masks.filtersPerTap();
    Random random = new Random(seed);
    int sampled = 0;
    long all = 0;
    for (NonZeroMap input : inputs) {
      for (int pixel : SampledPixels.of(outputPixels, perImage, random)) {
        places[sampled] = pixel;
        activations[sampled] = activationMasks(layer, input, pixel);
        pixelPairs[sampled] = sum(layer, activations[sampled], filtersPerTap);
        all += pixelPairs[sampled++];
      }
    }
    density = all / ((double) pixels * layer.outputs() * layer.pairsPerOutput());
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

  /**
   * Returns per group, in the order of {@link WeightMasks}, which activations are not zero; padding
   * is zero.
   */
  private static long[] activationMasks(Convolution layer, NonZeroMap input, int pixel) {
    Window window = layer.window();
    Shape shape = layer.inputShape();
    int words = WeightMasks.words(layer);
    int perGroup = layer.channelsPerGroup();
    long[] masks = new long[layer.groups() * words];
    int top = pixel / layer.outputShape().width() * window.strideY() - window.padTop();
    int left = pixel % layer.outputShape().width() * window.strideX() - window.padLeft();
    for (int tap = 0; tap < window.taps(); tap++) {
      int y = top + tap / window.kernelWidth();
      int x = left + tap % window.kernelWidth();
      if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) {
        int first = (y * shape.width() + x) * shape.channels();
        for (int channel = 0; channel < shape.channels(); channel++) {
          if (input.nonZero()[first + channel]) {
            int bit = channel % perGroup * window.taps() + tap;
            masks[channel / perGroup * words + bit / Long.SIZE] |= 1L << bit;
          }
        }
      }
    }
    return masks;
  }

  /** Every activation that is not zero meets the filters with a weight at its tap and channel. */
  private static long sum(Convolution layer, long[] masks, int[] filtersPerTap) {
    int words = WeightMasks.words(layer);
    int taps = layer.window().taps();
    long sum = 0;
    for (int i = 0; i < masks.length; i++) {
      int first = i / words * layer.channelsPerGroup();
      for (long mask = masks[i]; mask != 0; mask &= mask - 1) {
        int bit = i % words * Long.SIZE + Long.numberOfTrailingZeros(mask);
        sum += filtersPerTap[bit % taps * layer.inputShape().channels() + first + bit / taps];
      }
    }
    return sum;
  }

  @Override
  public int pixels() {
    return places.length;
  }

  @Override
  public int pairs(int pixel, int filter, int first, int channels) {
    int group = filter / filtersPerGroup * words;
    return count(activations[pixel], group, filter * words, first, channels);
  }

  @Override
  public void pairsOfGroup(
      int pixel, int group, int filters, int first, int channels, int[] into, int at) {
    Arrays.fill(into, at, at + filters, 0);
    int begin = first * taps;
    int last = begin + channels * taps - 1;
    // As in count: the bits outside of the channels are cut from the first and from the last word.
    long mask = -1L << begin;
    for (int word = begin / Long.SIZE; word <= last / Long.SIZE; word++, mask = -1L) {
      long end = word == last / Long.SIZE ? -1L >>> (Long.SIZE - 1 - last % Long.SIZE) : -1L;
      long nonZero = activations[pixel][group * words + word] & mask & end;
      for (int filter = 0; filter < filters; filter++) {
        into[at + filter] +=
            Long.bitCount(weights[(group * filters + filter) * words + word] & nonZero);
      }
    }
  }

  @Override
  public int activations(int pixel, int group, int first, int channels) {
    return count(activations[pixel], group * words, ALL_WEIGHTS, first, channels);
  }

  @Override
  public int weights(int filter, int first, int channels) {
    return count(weights, filter * words, ALL_WEIGHTS, first, channels);
  }

  /**
   * Counts what is not zero and meets a weight.
   *
   * @param of bits of activations, or of weights
   * @param group first word of the group's activations, or of the filter
   * @param filter first word of the filter's weights, or ALL_WEIGHTS
   */
  private int count(long[] of, int group, int filter, int first, int channels) {
    int begin = first * taps;
    int last = begin + channels * taps - 1;
    int lastWord = last / Long.SIZE;
    // The bits before the first channel are cut from the first word, those after the last from the last.
    long mask = -1L << begin;
    int pairs = 0;
    for (int word = begin / Long.SIZE; word < lastWord; word++, mask = -1L) {
      pairs += Long.bitCount(weights(filter, word) & of[group + word] & mask);
    }
    mask &= -1L >>> (Long.SIZE - 1 - last % Long.SIZE);
    return pairs + Long.bitCount(weights(filter, lastWord) & of[group + lastWord] & mask);
  }

  private long weights(int filter, int word) {
    return filter == ALL_WEIGHTS ? -1L : weights[filter + word];
  }

  @Override
  public boolean activation(int pixel, int channel, int tap) {
    int bit = channel % channelsPerGroup * taps + tap;
    return isSet(activations[pixel], channel / channelsPerGroup * words, bit);
  }

  @Override
  public boolean weight(int filter, int channel, int tap) {
    return isSet(weights, filter * words, channel * taps + tap);
  }

  private static boolean isSet(long[] masks, int first, int bit) {
    return (masks[first + bit / Long.SIZE] >>> bit & 1) != 0;
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
