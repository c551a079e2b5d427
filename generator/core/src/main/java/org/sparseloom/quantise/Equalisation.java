package org.sparseloom.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.data.ImageSet;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ExportSite;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Lets every channel in front of a depthwise convolution use the whole of its stream's format.
 *
 * <p>A stream has one scale, set by its widest channel; where channels differ by 100, the narrowest
 * have but one or two levels left of 8 bits. A depthwise convolution keeps channels apart and has
 * weight scales of its own for each, so that multiplying a channel by a gain before it and dividing
 * its kernel by the same gain changes nothing but the levels that it has (cross-layer equalisation, Nagel
 * et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", ICCV 2019, with
 * ranges that were measured). A convolution in front takes gains into its weights and biases; behind a
 * nonlinearity, which is not linear, they become a layer of their own: a 1x1 depthwise convolution.
 *
 * <p>The function of the network stays what it is, but for channels with RELU6 that never came near 6
 * on the images: these are cut at the largest value seen, as saturation would do.
 */
public final class Equalisation {
  /** Multipliers of a layer's channels spread by as much. */
  private static final double LARGEST_GAIN = 256;

  private final Network network;
  private final ChannelMaxima maxima;
  private final Map<String, FloatKernel> kernels;

  /** New names of tensors with a layer for their gains, by the old ones. */
  private final Map<String, String> renamed = new HashMap<>();

  private final List<Node> nodes = new ArrayList<>();

  private Equalisation(Network network, ChannelMaxima maxima) {
    this.network = network;
    this.maxima = maxima;
    kernels = new HashMap<>(network.parameters());
  }

  /** Returns the equalised network by what its channels do on some images, on so many threads. */
  public static Network of(Network network, ImageSet images, int threads) {
    return of(network, ChannelMaxima.measure(network, images, threads));
  }

  static Network of(Network network, ChannelMaxima maxima) {
    return new Equalisation(network, maxima).equalised();
  }

  private Network equalised() {
    for (Node node : network.nodes()) {
      nodes.add(
          new Node(
              node.layer(),
              node.inputs().stream().map(name -> renamed.getOrDefault(name, name)).toList()));
      List<Convolution> readers = depthwiseReaders(network, node.layer().name());
      if (!readers.isEmpty()) {
        equalise(node.layer(), readers);
      }
    }
    return new Network(network.name(), network.input(), nodes, kernels, network.notes());
  }

  /** Returns the readers of a layer's output if all of them are depthwise, else none. */
  private static List<Convolution> depthwiseReaders(Network network, String layer) {
    List<Convolution> depthwise = new ArrayList<>();
    for (Node reader : network.nodes()) {
      if (reader.inputs().contains(layer)) {
        Optional<Convolution> convolution =
            reader.layer() instanceof Convolution found && found.depthwise()
                ? Optional.of(found)
                : Optional.empty();
        if (convolution.isEmpty()) {
          return List.of();
        }
        depthwise.add(convolution.get());
      }
    }
    return depthwise;
  }

  private void equalise(Layer producer, List<Convolution> readers) {
    double[] gains = gains(producer);
    if (producer instanceof Convolution) {
      multiplyOutputs(producer.name(), gains);
    } else if (producer instanceof Nonlinearity) {
      addGains(producer, gains);
    } else {
      return;
    }
    readers.forEach(reader -> divideKernels(reader.name(), gains));
  }

  /** Returns what brings each channel's largest value to the largest of all; with RELU6 to 6. */
  private double[] gains(Layer producer) {
    float[] largest = maxima.layers().get(producer.name());
    double wanted = producer.activation() == Activation.RELU6 ? Activation.SIX : 0;
    for (float channel : largest) {
      wanted = Math.max(wanted, channel);
    }
    double[] gains = new double[largest.length];
    for (int channel = 0; channel < gains.length; channel++) {
      boolean silent = largest[channel] == 0;
      gains[channel] = silent ? 1 : Math.min(LARGEST_GAIN, wanted / largest[channel]);
    }
    return gains;
  }

  private void multiplyOutputs(String layer, double[] gains) {
    FloatKernel kernel = kernels.get(layer);
    float[] weights = kernel.weights().clone();
    float[] biases = kernel.biases().clone();
    int perOutput = weights.length / gains.length;
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) gains[i / perOutput];
    }
    for (int channel = 0; channel < gains.length; channel++) {
      biases[channel] *= (float) gains[channel];
    }
    replace(layer, weights, biases);
  }

  /** Every output of a depthwise convolution sees the channel of its own number. */
  private void divideKernels(String layer, double[] gains) {
    FloatKernel kernel = kernels.get(layer);
    float[] weights = kernel.weights().clone();
    int taps = weights.length / gains.length;
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) gains[i / taps];
    }
    replace(layer, weights, kernel.biases());
  }

  private void replace(String layer, float[] weights, float[] biases) {
    FloatKernel old = kernels.get(layer);
    kernels.put(layer, new FloatKernel(weights, biases, old.outputTensor(), old.weightTensor()));
  }

  private void addGains(Layer producer, double[] gains) {
    String name = unusedName(producer.name() + "_gain");
    Shape shape = producer.outputShape();
    Window window = Window.pointwise();
    nodes.add(
        new Node(
            new Convolution(
                name, shape, shape.channels(), window, shape.channels(), Activation.NONE),
            List.of(producer.name())));
    float[] weights = new float[gains.length];
    for (int channel = 0; channel < gains.length; channel++) {
      weights[channel] = (float) gains[channel];
    }
    kernels.put(
        name,
        new FloatKernel(weights, new float[gains.length], name, ExportSite.weights(name)));
    renamed.put(producer.name(), name);
  }

  private String unusedName(String wanted) {
    Set<String> taken = new HashSet<>();
    network.layers().forEach(layer -> taken.add(layer.name()));
    String name = wanted;
    for (int number = 2; taken.contains(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }
}
