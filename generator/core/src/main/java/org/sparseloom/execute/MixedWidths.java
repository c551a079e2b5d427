package org.sparseloom.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Tensor;

/**
 * Gives more bits to the few layers whose rounding the network's outputs suffer from. Every layer's
 * output is narrowed alone, all others having 16 bits, and the noise that this adds to the outputs
 * of a few images is measured; no labels are needed. As a bit more is a quarter of the noise (6
 * dB), the measurement says how many a layer needs.
 */
public final class MixedWidths {
  /** All others have so many bits while one layer is looked at. */
  private static final int REFERENCE_BITS = 16;

  /** No layer is given more. */
  private static final int MOST_BITS = 12;

  private static final double DECIBELS_PER_BIT = 20 * Math.log10(2);

  private final Network network;
  private final Calibration calibration;
  private final ImageSet images;
  private final QuantisationPlan plan;

  private MixedWidths(
      Network network, Calibration calibration, ImageSet images, QuantisationPlan plan) {
    this.network = network;
    this.calibration = calibration;
    this.images = images;
    this.plan = plan;
  }

  /**
   * Returns the plan with more bits for some layers' outputs.
   *
   * @param images some calibration images, ten or more
   * @param plan the least widths
   * @param decibels what each layer alone must keep the outputs above: the ratio of their
   *     variance to that of their error
   */
  public static QuantisationPlan of(
      Network network,
      Calibration calibration,
      ImageSet images,
      QuantisationPlan plan,
      double decibels) {
    return new MixedWidths(network, calibration, images, plan).widened(decibels);
  }

  private QuantisationPlan widened(double decibels) {
    QuantisationPlan fine = plan.withInputBits(REFERENCE_BITS);
    for (Node node : network.nodes()) {
      fine = with(fine, node.layer().name(), REFERENCE_BITS);
    }
    QuantisedNetwork reference = quantised(fine);
    List<List<Tensor>> known = run(new FastExecutor(reference));
    QuantisationPlan widened = plan;
    for (int layer = 0; layer < network.nodes().size() - 1; layer++) {
      String name = network.nodes().get(layer).layer().name();
      int least = plan.of(name).activationBits();
      double kept = kept(reference, quantised(with(fine, name, least)), layer, known);
      int more = (int) Math.ceil(Math.max(0, decibels - kept) / DECIBELS_PER_BIT);
      widened = with(widened, name, Math.max(least, Math.min(MOST_BITS, least + more)));
    }
    return widened;
  }

  private QuantisedNetwork quantised(QuantisationPlan widths) {
    return Quantiser.quantise(network, calibration.scales(network, widths), widths);
  }

  private static QuantisationPlan with(QuantisationPlan plan, String layer, int bits) {
    LayerPlan old = plan.of(layer);
    return plan.with(
        layer,
        new LayerPlan(
            old.weightBits(), bits, old.weightThreshold(), old.activationThreshold()));
  }

  private List<List<Tensor>> run(FastExecutor executor) {
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(image -> executor.run(executor.image(images, image)))
        .toList();
  }

  /** Returns decibels of the outputs if {@code changed} differs from a layer on. */
  private double kept(
      QuantisedNetwork reference, QuantisedNetwork changed, int from, List<List<Tensor>> known) {
    FastExecutor executor = new FastExecutor(reference);
    List<Function<List<Tensor>, Tensor>> prepared = prepared(changed, from);
    double[] sums =
        IntStream.range(0, images.size())
            .parallel()
            .mapToObj(
                image ->
                    powers(
                        executor.image(images, image), known.get(image), prepared, from,
                        scale(reference), scale(changed)))
            .reduce((a, b) -> new double[] {a[0] + b[0], a[1] + b[1]})
            .orElseThrow();
    return sums[1] == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(sums[0] / sums[1]);
  }

  /** The layers from the changed one on; those before it compute what they did. */
  private List<Function<List<Tensor>, Tensor>> prepared(
      QuantisedNetwork changed, int from) {
    List<Function<List<Tensor>, Tensor>> prepared = new ArrayList<>();
    for (int layer = from; layer < changed.layers().size(); layer++) {
      QuantisedLayer quantised = changed.layers().get(layer);
      prepared.add(LayerKinds.of(quantised.layer()).prepare(quantised));
    }
    return prepared;
  }

  /** Returns the variances of an image's outputs and of their error, times their number. */
  private double[] powers(
      Tensor image,
      List<Tensor> known,
      List<Function<List<Tensor>, Tensor>> prepared,
      int from,
      double knownScale,
      double scale) {
    Map<String, Tensor> tensors = new HashMap<>(Map.of(Network.INPUT, image));
    for (int layer = 0; layer < network.nodes().size(); layer++) {
      Node node = network.nodes().get(layer);
      Tensor output =
          layer < from
              ? known.get(layer)
              : prepared
                  .get(layer - from)
                  .apply(node.inputs().stream().map(tensors::get).toList());
      tensors.put(node.layer().name(), output);
    }
    int[] right = known.get(known.size() - 1).values();
    int[] other = tensors.get(network.nodes().get(known.size() - 1).layer().name()).values();
    return new double[] {
      variance(right, knownScale, new int[right.length], 0),
      variance(right, knownScale, other, scale)
    };
  }

  private static double variance(int[] one, double scale, int[] other, double otherScale) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = one[i] * scale - other[i] * otherScale;
      sum += difference;
      squares += difference * difference;
    }
    return squares - sum * sum / one.length;
  }

  private static double scale(QuantisedNetwork network) {
    return network.layers().get(network.layers().size() - 1).outputScale();
  }
}
