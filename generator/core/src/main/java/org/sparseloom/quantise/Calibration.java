package org.sparseloom.quantise;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.numeric.NumberFormat;

/**
 * The ranges of all streams of a float network over a set of images.
 *
 * @param input of the images
 * @param exactStep what all image values are multiples of, if there is such a number
 * @param layers by layer name, of the layers' outputs (after the ReLU)
 * @param images number of images seen
 * @param source where they came from
 */
public record Calibration(
    ValueRange input,
    OptionalDouble exactStep,
    Map<String, ValueRange> layers,
    int images,
    String source) {
  /**
   * Values of other images may exceed those seen, and one that is cut off spoils all behind it (or,
   * among logits, makes a tie). From {@link #ROOMY_BITS} on twice the range costs less than that.
   */
  private static final double HEADROOM = 2;

  private static final int ROOMY_BITS = 12;

  public Calibration {
    layers = Map.copyOf(layers);
  }

  /** Runs the network in float over all images, on so many threads. */
  public static Calibration measure(Network network, ImageSet images, int threads) {
    RangeCounter input = new RangeCounter();
    Map<String, RangeCounter> counters = new LinkedHashMap<>();
    network.layers().forEach(layer -> counters.put(layer.name(), new RangeCounter()));
    Map<String, Interval> read = Interval.readByNonlinearities(network);
    for (int i = 0; i < images.size(); i++) {
      input.add(images.input(i));
    }
    FloatRun.forEach(
        network,
        images,
        threads,
        outputs ->
            counters.forEach(
                (name, counter) ->
                    counter.add(
                        outputs.get(name).values(), read.getOrDefault(name, Interval.ALL))));
    Map<String, ValueRange> ranges = new HashMap<>();
    counters.forEach((name, counter) -> ranges.put(name, counter.range()));
    return new Calibration(
        input.range(), images.exactStep(), ranges, images.size(), images.description());
  }

  /** Returns scales for the widths of a plan; those that the network's file states are taken. */
  public ActivationScales scales(Network network, QuantisationPlan plan) {
    Map<String, Double> scales = new HashMap<>();
    Map<String, NumberFormat> formats = new HashMap<>();
    Optional<Stream> given = network.given().stream(Network.INPUT);
    boolean signed = given.map(stream -> stream.format().signed()).orElse(input.negative());
    NumberFormat images = new NumberFormat(plan.inputBits(), signed);
    formats.put(Network.INPUT, images);
    scales.put(Network.INPUT, given.map(Stream::scale).orElseGet(() -> inputScale(images)));
    for (Node node : network.nodes()) {
      String name = node.layer().name();
      List<NumberFormat> from = node.inputs().stream().map(formats::get).toList();
      NumberFormat format =
          LayerKinds.of(node.layer())
              .outputFormat(node.layer(), from, plan.of(name).activationBits());
      formats.put(name, format);
      Optional<Stream> stated = network.given().stream(name);
      if (stated.isPresent()) {
        scales.put(name, stated.get().scale());
        continue;
      }
      double headroom = format.bits() >= ROOMY_BITS ? HEADROOM : 1;
      double scale = layers.get(name).scale(format) * headroom;
      // No value can be larger than the activation lets through.
      scales.put(name, Math.min(scale, node.layer().activation().largest() / format.max()));
    }
    double inputScale = scales.remove(Network.INPUT);
    return new ActivationScales(signed, inputScale, scales);
  }

  /** The exact step of the images if their values then fit the format, else by range. */
  private double inputScale(NumberFormat format) {
    if (exactStep.isPresent()) {
      double step = exactStep.getAsDouble();
      // Values are rounded to float: allow for it. Only -2^(n-1) itself is not symmetric.
      double largestFitting = (input.negative() ? format.magnitude() : format.max()) * step;
      if (input.largest() <= largestFitting * (1 + 1e-6)) {
        return step;
      }
    }
    return input.scale(format);
  }
}
