package org.sparseloom.quantise;

import java.util.HashMap;
import java.util.Map;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;

/**
 * The largest magnitude of every channel of every layer's output over a set of images.
 *
 * @param layers by layer name; the arrays are given away at construction
 */
record ChannelMaxima(Map<String, float[]> layers) {
  ChannelMaxima {
    layers = Map.copyOf(layers);
  }

  /** Runs the network in float over all images, on so many threads. */
  static ChannelMaxima measure(Network network, ImageSet images, int threads) {
    Map<String, float[]> maxima = new HashMap<>();
    for (Layer layer : network.layers()) {
      maxima.put(layer.name(), new float[layer.outputShape().channels()]);
    }
    FloatRun.forEach(
        network,
        images,
        threads,
        outputs -> {
          for (Layer layer : network.layers()) {
            raise(
                maxima.get(layer.name()),
                outputs.get(layer.name()).values(),
                layer.outputShape().pixels());
          }
        });
    return new ChannelMaxima(maxima);
  }

  /** Takes any number of images, each of them one plane of pixels after the other. */
  private static void raise(float[] maxima, float[] values, int pixels) {
    for (int i = 0; i < values.length; i++) {
      int channel = i / pixels % maxima.length;
      maxima[channel] = Math.max(maxima[channel], Math.abs(values[i]));
    }
  }
}
