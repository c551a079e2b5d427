package org.sparseloom.testing;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Work;

/** Made-up pair counts: every channel and filter has its own density around a given one. */
public final class RandomWork implements Work {
  private final Convolution layer;
  private final int pixels;
  private final int[] pairs;
  private final double density;

  /** By pixel and channel of the layer, and by filter and channel of its group. */
  private final int[] activations;
  private final int[] weights;

  public RandomWork(Convolution layer, int pixels, double meanDensity, long seed) {
    this.layer = layer;
    this.pixels = pixels;
    int channels = layer.inputShape().channels();
    this.pairs = new int[pixels * layer.outputs() * channels];
    Random random = new Random(seed);
    double[] densities = new double[layer.outputs() * channels];
    for (int i = 0; i < densities.length; i++) {
      densities[i] = Math.min(1, meanDensity * 2 * random.nextDouble());
    }
    long sum = 0;
    for (int i = 0; i < pairs.length; i++) {
      for (int tap = 0; tap < layer.window().taps(); tap++) {
        pairs[i] += random.nextDouble() < densities[i % densities.length] ? 1 : 0;
      }
      sum += pairs[i];
    }
    this.density = (double) sum / pairs.length / layer.window().taps();
    int perGroup = layer.channelsPerGroup();
    this.activations =
        IntStream.range(0, pixels * channels)
            .map(i -> activations(i / channels, i % channels / perGroup, i % perGroup, 1))
            .toArray();
    this.weights =
        IntStream.range(0, layer.outputs() * perGroup)
            .map(i -> weights(i / perGroup, i % perGroup, 1))
            .toArray();
  }

  @Override
  public int pixels() {
    return pixels;
  }

  @Override
  public int pairs(int pixel, int filter, int first, int channels) {
    int from = (pixel * layer.outputs() + filter) * layer.inputShape().channels() + first;
    return Arrays.stream(pairs, from, from + channels).sum();
  }

  /** As many as the filter with the most pairs has. */
  @Override
  public int activations(int pixel, int group, int first, int channels) {
    int filters = layer.outputsPerGroup();
    return IntStream.range(group * filters, (group + 1) * filters)
        .map(filter -> pairs(pixel, filter, first, channels))
        .max()
        .orElseThrow();
  }

  /** As many as the pixel with the most pairs has. */
  @Override
  public int weights(int filter, int first, int channels) {
    return IntStream.range(0, pixels)
        .map(pixel -> pairs(pixel, filter, first, channels))
        .max()
        .orElseThrow();
  }

  /** The first ones of a channel, as many as {@link #activations} says. */
  @Override
  public boolean activation(int pixel, int channel, int tap) {
    return tap < activations[pixel * layer.inputShape().channels() + channel];
  }

  /** The first ones of a channel, as many as {@link #weights} says. */
  @Override
  public boolean weight(int filter, int channel, int tap) {
    return tap < weights[filter * layer.channelsPerGroup() + channel];
  }

  @Override
  public long pairs(int pixel) {
    int perPixel = pairs.length / pixels;
    return Arrays.stream(pairs, pixel * perPixel, (pixel + 1) * perPixel).sum();
  }

  @Override
  public double pixelsPerImage() {
    return layer.outputShape().pixels();
  }

  @Override
  public double pairDensity() {
    return density;
  }
}
