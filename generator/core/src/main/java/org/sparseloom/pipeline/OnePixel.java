package org.sparseloom.pipeline;

import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;

/**
 * The layers with weights that compute a single pixel for which a feature map waits, such as those of
 * squeeze-and-excitation. While they compute, a whole image and what then comes in is held in
 * memory ({@link JoinDepths}), so they had better be fast.
 */
public final class OnePixel {
  private OnePixel() {}

  /**
   * Returns by what each layer's cycles count more than they are: {@link JoinDepths#PIXEL_SHARE} for
   * the layers of a gate, 1 for all others.
   */
  public static List<Integer> weights(Network network) {
    List<Layer> layers = network.layers();
    List<List<Integer>> producers = PipelineBuilder.producers(network);
    boolean[] awaited = new boolean[layers.size()];
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      boolean passedOn =
          producers.get(layer).size() > 1
              || awaited[layer] && layers.get(layer).inputShape().pixels() == 1;
      for (int producer : producers.get(layer)) {
        if (passedOn && producer != Edge.INPUT) {
          awaited[producer] |= layers.get(producer).outputShape().pixels() == 1;
        }
      }
    }
    return IntStream.range(0, layers.size())
        .map(layer -> awaited[layer] && layers.get(layer).macs() > 0 ? JoinDepths.PIXEL_SHARE : 1)
        .boxed()
        .toList();
  }
}
