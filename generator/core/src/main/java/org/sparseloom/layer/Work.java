package org.sparseloom.layer;

/**
 * What the data of one layer asks of its engines: for a sample of output pixels, the non-zero
 * weight-activation pairs of every (pixel, filter, channel of the filter's group), over the taps of the window.
 * Exact, no independence assumed (hass.md section 2, "exact per beat").
 */
public interface Work {
  /** Returns the number of sampled output pixels; 0 if the layer has no engine. */
  int pixels();

  /**
   * Returns the non-zero pairs of one sampled pixel between a filter and the taps of one channel of
   * its group (all channels if there are no groups), 0..taps.
   */
  default int pairs(int pixel, int filter, int channel) {
    return pairs(pixel, filter, channel, 1);
  }

  /** Returns the same of {@code channels} neighbouring channels together, from {@code first} on. */
  int pairs(int pixel, int filter, int first, int channels);

  /**
   * Writes the pairs of all filters of a group, one behind the other: sooner had than one by one.
   *
   * @param group of the layer
   * @param filters of a group
   * @param at where the first is written
   */
  default void pairsOfGroup(
      int pixel, int group, int filters, int first, int channels, int[] into, int at) {
    for (int filter = 0; filter < filters; filter++) {
      into[at + filter] = pairs(pixel, group * filters + filter, first, channels);
    }
  }

  /**
   * Returns the activations that are not zero in the window of one sampled pixel, of {@code channels}
   * neighbouring channels of a group from {@code first} on: 0..taps x channels.
   */
  int activations(int pixel, int group, int first, int channels);

  /**
   * Returns the weights that are not zero of a filter, over the taps of {@code channels} neighbouring
   * channels of its group from {@code first} on: 0..taps x channels, the same for every pixel.
   */
  int weights(int filter, int first, int channels);

  /** Returns whether an activation in the window of one sampled pixel is not zero. */
  boolean activation(int pixel, int channel, int tap);

  /** Returns whether a weight of a filter is not zero; channels are those of its group. */
  boolean weight(int filter, int channel, int tap);

  /** Returns the output pixels of one image, of which the sampled ones are a fair choice. */
  double pixelsPerImage();

  /** Returns the share of non-zero pairs among all, 0..1. */
  double pairDensity();

  /** Returns the non-zero pairs of one sampled pixel, all filters and channels together. */
  long pairs(int pixel);

  /** Returns which output pixel of its image, in raster order, a sampled one is. */
  default int place(int pixel) {
    return (int) (pixel % pixelsPerImage());
  }
}
