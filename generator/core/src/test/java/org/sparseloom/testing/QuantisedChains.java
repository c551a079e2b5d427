package org.sparseloom.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/** Chains of layers with random integers, for tests that care for shapes and not for values. */
public final class QuantisedChains {
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Window HALF = new Window(3, 3, 2, 2, 1, 1, 1, 1);
  private static final Window TWO = new Window(2, 2, 2, 2, 0, 0, 0, 0);

  private final List<Layer> layers = new ArrayList<>();
  private final Shape input;
  private Shape shape;
  private int bits = 8;

  private QuantisedChains(Shape input) {
    this.input = input;
    this.shape = input;
  }

  public static QuantisedChains from(int channels, int height, int width) {
    return new QuantisedChains(new Shape(channels, height, width));
  }

  public QuantisedChains bits(int newBits) {
    bits = newBits;
    return this;
  }

  public QuantisedChains convolution(int outputs, Window window) {
    return add(new Convolution("conv" + layers.size(), shape, outputs, window, Activation.RELU));
  }

  public QuantisedChains same(int outputs) {
    return convolution(outputs, SAME);
  }

  public QuantisedChains half(int outputs) {
    return convolution(outputs, HALF);
  }

  /** A 3x3 convolution of every channel by itself. */
  public QuantisedChains depthwise() {
    return depthwise(SAME);
  }

  /** The same for every second output, both ways. */
  public QuantisedChains depthwiseHalf() {
    return depthwise(HALF);
  }

  private QuantisedChains depthwise(Window window) {
    int channels = shape.channels();
    return add(
        new Convolution("conv" + layers.size(), shape, channels, window, channels, Activation.RELU));
  }

  public QuantisedChains pointwise(int outputs) {
    return convolution(outputs, Window.pointwise());
  }

  public QuantisedChains maximum() {
    return add(new MaxPooling("pool" + layers.size(), shape, TWO));
  }

  public QuantisedChains average() {
    return add(new GlobalAveragePooling("gap" + layers.size(), shape));
  }

  private QuantisedChains add(Layer layer) {
    layers.add(layer);
    shape = layer.outputShape();
    return this;
  }

  /** Returns the network that the tests of speed are about: nine layers for 28x28 images. */
  public static QuantisedNetwork fashion() {
    return from(1, 28, 28)
        .same(16)
        .half(32)
        .same(32)
        .maximum()
        .pointwise(64)
        .same(64)
        .same(64)
        .average()
        .pointwise(10)
        .network();
  }

  /** Returns a chain with the sum of two of its layers' outputs behind it. */
  public static QuantisedNetwork withSum(QuantisedNetwork chain, String one, String other) {
    Network network = chain.network();
    NumberFormat format = NumberFormat.unsigned(8);
    Shape shape =
        network.layers().stream()
            .filter(layer -> layer.name().equals(one))
            .findFirst()
            .orElseThrow()
            .outputShape();
    Addition sum = new Addition("sum", shape, Activation.RELU);
    List<QuantisedLayer> layers = new ArrayList<>(chain.layers());
    layers.add(
        new QuantisedLayer(
            sum, List.of(format, format), List.of(1.0, 1.0), format, 1, 0, Optional.empty(),
            Optional.of(
                new Requantisation(
                    List.of(0L, 0L), List.of(1 << 15, 1 << 15), 16, format, 0))));
    List<Node> nodes = new ArrayList<>(network.nodes());
    nodes.add(new Node(sum, List.of(one, other)));
    return new QuantisedNetwork(
        new Network("skip", network.input(), nodes, Map.of(), List.of()), format, 1, layers);
  }

  /** Returns sixty convolutions, pointwise and depthwise by turns like MobileNet's, for 56x56 images. */
  public static QuantisedNetwork separable() {
    QuantisedChains chain = from(3, 112, 112).half(16);
    for (int block = 0; block < 19; block++) {
      int channels = 16 << Math.min(block / 5, 2);
      chain.pointwise(4 * channels).depthwise().pointwise(channels);
      if (block % 5 == 4) {
        chain.half(channels);
      }
    }
    return chain.pointwise(64).average().pointwise(100).network();
  }

  public QuantisedNetwork network() {
    Random random = new Random(layers.size());
    NumberFormat format = NumberFormat.unsigned(bits);
    List<QuantisedLayer> quantised = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    String previous = Network.INPUT;
    for (Layer layer : layers) {
      Optional<Weights> weights =
          layer instanceof Convolution convolution
              ? Optional.of(weights(convolution, random))
              : Optional.empty();
      quantised.add(
          new QuantisedLayer(
              layer, format, 1, format, 1, weights.isPresent() ? bits : 0, weights,
              requantisation(layer, format)));
      nodes.add(new Node(layer, List.of(previous)));
      previous = layer.name();
    }
    Network network = new Network("chain", input, nodes, Map.of(), List.of());
    return new QuantisedNetwork(network, format, 1, quantised);
  }

  private Weights weights(Convolution layer, Random random) {
    int[] values = new int[layer.outputs() * layer.pairsPerOutput()];
    int most = (1 << (bits - 1)) - 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(2 * most + 1) - most;
    }
    Window window = layer.window();
    return new Weights(
        layer.outputs(), window.kernelHeight(), window.kernelWidth(),
        layer.channelsPerGroup(), values);
  }

  private static Optional<Requantisation> requantisation(Layer layer, NumberFormat format) {
    if (layer instanceof MaxPooling) {
      return Optional.empty();
    }
    int channels = layer instanceof Convolution ? layer.outputShape().channels() : 1;
    return Optional.of(
        new Requantisation(
            Collections.nCopies(channels, 0L), Collections.nCopies(channels, 1 << 15), 20, format,
            0));
  }

  /** Returns made-up work of all layers with weights. */
  public static Map<String, Work> work(
      QuantisedNetwork network, int pixels, double density, long seed) {
    Map<String, Work> work = new HashMap<>();
    for (QuantisedLayer layer : network.layers()) {
      if (layer.layer() instanceof Convolution convolution) {
        work.put(
            convolution.name(),
            new RandomWork(convolution, pixels, density, seed + work.size()));
      }
    }
    return work;
  }
}
