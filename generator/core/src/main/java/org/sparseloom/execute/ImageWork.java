package org.sparseloom.execute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.tensor.Tensor;

/**
 * The exact work of single images: what is the same for all is prepared once. Immutable, may be used
 * from several threads.
 */
public final class ImageWork {
  private final QuantisedNetwork network;
  private final FastExecutor executor;
  private final Map<String, WeightMasks> weights = new HashMap<>();

  public ImageWork(QuantisedNetwork network) {
    this.network = network;
    this.executor = new FastExecutor(network);
    for (QuantisedLayer layer : network.layers()) {
      layer
          .weights()
          .ifPresent(
              values ->
                  weights.put(
                      layer.layer().name(), WeightMasks.of((Convolution) layer.layer(), values)));
    }
  }

  /** Returns, by layer name, the work of every layer with weights at all pixels of one image. */
  public Map<String, Work> of(ImageSet images, int index) {
    return of(images, index, weights.keySet());
  }

  /** As above, for those of some layers that have weights. */
  public Map<String, Work> of(ImageSet images, int index, Set<String> layers) {
    Tensor image = executor.image(images, index);
    List<Tensor> outputs = executor.run(image);
    Map<String, Tensor> known = new HashMap<>();
    known.put(Network.INPUT, image);
    Map<String, Work> work = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Node node = network.network().nodes().get(i);
      String name = node.layer().name();
      if (weights.containsKey(name) && layers.contains(name)) {
        NonZeroMap input =
            NonZeroMap.of(known.get(node.inputs().get(0))).as(node.layer().inputShape());
        work.put(
            name,
            MeasuredWork.of(weights.get(name), List.of(input), MeasuredWork.ALL_PIXELS, 0));
      }
      known.put(name, outputs.get(i));
    }
    return work;
  }
}
