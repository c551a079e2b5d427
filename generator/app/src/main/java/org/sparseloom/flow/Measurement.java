package org.sparseloom.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.SparsityProfile;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.tensor.Tensor;

/**
 * Zeros of a quantised network on some images, counted by the integer reference: exactly those that
 * the hardware meets.
 */
public final class Measurement {
  /** Of every layer with weights: what its engines see. */
  private record Seen(WeightMasks weights, List<NonZeroMap> inputs) {}

  private final Map<String, Seen> layers = new HashMap<>();

  private Measurement() {}

  /** Runs the reference on all images, on so many threads. */
  public static Measurement of(QuantisedNetwork network, ImageSet images, int threads) {
    FastExecutor executor = new FastExecutor(network);
    Map<String, NonZeroMap[]> maps = new HashMap<>();
    for (QuantisedLayer layer : network.layers()) {
      if (layer.weights().isPresent()) {
        maps.put(layer.layer().name(), new NonZeroMap[images.size()]);
      }
    }
    executor.forEach(
        images,
        threads,
        (index, outputs) -> {
          Map<String, Tensor> known = new HashMap<>();
          known.put(Network.INPUT, executor.image(images, index));
          network.network().nodes().forEach(
              node -> {
                String name = node.layer().name();
                if (maps.containsKey(name)) {
                  NonZeroMap input = NonZeroMap.of(known.get(node.inputs().get(0)));
                  maps.get(name)[index] = input.as(node.layer().inputShape());
                }
                known.put(name, outputs.get(known.size() - 1));
              });
        });
    Measurement measurement = new Measurement();
    for (QuantisedLayer layer : network.layers()) {
      layer.weights().ifPresent(
          weights -> {
            Convolution convolution = (Convolution) layer.layer();
            measurement.layers.put(
                convolution.name(),
                new Seen(
                    WeightMasks.of(convolution, weights),
                    Arrays.asList(maps.get(convolution.name()))));
          });
    }
    return measurement;
  }

  /** Returns the work of every layer with weights on sampled output pixels of each image. */
  public Map<String, Work> work(int pixelsPerImage, long seed) {
    Map<String, Work> work = new HashMap<>();
    layers.forEach(
        (name, seen) ->
            work.put(name, MeasuredWork.of(seen.weights(), seen.inputs(), pixelsPerImage, seed)));
    return work;
  }

  /** Returns the zeros of every layer with weights, exact over all pixels of all images. */
  public Map<String, SparsityProfile> profiles() {
    Map<String, SparsityProfile> profiles = new HashMap<>();
    layers.forEach(
        (name, seen) -> profiles.put(name, SparsityProfile.of(seen.weights(), seen.inputs())));
    return profiles;
  }
}
