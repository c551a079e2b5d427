package org.sparseloom.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.Layer;

/**
 * Gives the channels of a pruned network another order, so that engines in lock-step, each of which gets
 * some filters and some channels, have about as many weights that are not zero. It costs nothing: the
 * filters that make channels and the weights that take them change places together. What the network
 * tells is the same; inner streams have their channels in another order than the file's.
 */
final class DealChannels {
  private final Network network;

  /** By the name of a stream; streams with the same root must have the same order. */
  private final Map<String, String> roots = new HashMap<>();

  private DealChannels(Network network) {
    this.network = network;
  }

  /** Returns the network in its new order; networks with few zeros as they are. */
  static Network of(Network network) {
    return zeros(network) < ConvolutionListStage.LEAST_ZEROS ? network : new DealChannels(network).dealt();
  }

  private static double zeros(Network network) {
    long all = 0;
    long zeros = 0;
    for (FloatKernel kernel : network.parameters().values()) {
      all += kernel.weights().length;
      for (float weight : kernel.weights()) {
        zeros += weight == 0 ? 1 : 0;
      }
    }
    return all == 0 ? 0 : zeros / (double) all;
  }

  private Network dealt() {
    Set<String> fixed = joined();
    Map<String, int[]> orders = new HashMap<>();
    loads()
        .forEach(
            (root, loads) -> {
              if (!fixed.contains(root)) {
                orders.put(root, BalancedOrder.of(loads));
              }
            });
    if (orders.isEmpty()) {
      return network;
    }
    Map<String, FloatKernel> kernels = new HashMap<>();
    Map<String, GivenQuantisation.Weights> given = new HashMap<>(network.given().weights());
    for (Node node : network.nodes()) {
      String name = node.layer().name();
      if (network.parameters().containsKey(name)) {
        Convolution layer = (Convolution) node.layer();
        int[] outputs = order(orders, name, layer.outputs());
        int[] inputs =
            layer.groups() == 1
                ? order(orders, node.inputs().get(0), layer.channelsPerGroup())
                : IntStream.range(0, layer.channelsPerGroup()).toArray();
        kernels.put(name, kernel(layer, outputs, inputs));
        given.computeIfPresent(name, (same, weights) -> scales(weights, outputs));
      }
    }
    List<String> notes = new ArrayList<>(network.notes());
    notes.add(
        "channels of " + orders.size()
            + " feature maps have another order, for balance: many weights are zero");
    return new Network(
        network.name(), network.input(), network.nodes(), kernels, notes,
        new GivenQuantisation(network.given().streams(), given));
  }

  /** Joins streams that need one order; returns the roots of those that must stay as they are. */
  private Set<String> joined() {
    Map<String, Integer> channels = new HashMap<>();
    channels.put(Network.INPUT, network.input().channels());
    Set<String> fixed = new HashSet<>(Set.of(Network.INPUT));
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      channels.put(layer.name(), layer.outputShape().channels());
      for (int input = 0; input < node.inputs().size(); input++) {
        String from = node.inputs().get(input);
        if (layer.keepsChannels()) {
          roots.put(root(from), root(layer.name()));
        } else if (!mixesChannels(layer)) {
          fixed.add(from);
          fixed.add(layer.name());
        }
        // A flattened feature map is no longer one channel after the other.
        if (channels.get(from) != layer.inputShapes().get(input).channels()) {
          fixed.add(from);
        }
      }
    }
    fixed.add(network.nodes().get(network.nodes().size() - 1).layer().name());
    return new HashSet<>(fixed.stream().map(this::root).toList());
  }

  /** Returns whether every output hangs on all channels, each with weights of its own. */
  private boolean mixesChannels(Layer layer) {
    return network.parameters().containsKey(layer.name())
        && ((Convolution) layer).groups() == 1;
  }

  private String root(String stream) {
    String up = roots.getOrDefault(stream, stream);
    return up.equals(stream) ? stream : root(up);
  }

  /**
   * Returns by root, for every convolution that makes or takes the channels, the multiplications that
   * each channel stands for.
   */
  private Map<String, List<double[]>> loads() {
    Map<String, List<double[]>> loads = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (mixesChannels(node.layer())) {
        Convolution layer = (Convolution) node.layer();
        float[] weights = network.parameters().get(layer.name()).weights();
        double[] made = new double[layer.outputs()];
        double[] taken = new double[layer.channelsPerGroup()];
        for (int i = 0; i < weights.length; i++) {
          if (weights[i] != 0) {
            made[i / layer.pairsPerOutput()] += layer.outputShape().pixels();
            taken[i % taken.length] += layer.outputShape().pixels();
          }
        }
        loads.computeIfAbsent(root(layer.name()), root -> new ArrayList<>()).add(made);
        loads
            .computeIfAbsent(root(node.inputs().get(0)), root -> new ArrayList<>())
            .add(taken);
      }
    }
    return loads;
  }

  /** Returns a stream's new order, that of the file if it stays. */
  private int[] order(Map<String, int[]> orders, String stream, int channels) {
    return orders.containsKey(root(stream))
        ? orders.get(root(stream))
        : IntStream.range(0, channels).toArray();
  }

  private FloatKernel kernel(Convolution layer, int[] outputs, int[] inputs) {
    FloatKernel kernel = network.parameters().get(layer.name());
    int channels = layer.channelsPerGroup();
    int perOutput = layer.pairsPerOutput();
    float[] weights = new float[kernel.weights().length];
    float[] biases = new float[kernel.biases().length];
    for (int output = 0; output < layer.outputs(); output++) {
      int from = outputs[output];
      biases[output] = kernel.biases()[from];
      for (int i = 0; i < perOutput; i++) {
        int channel = i % channels;
        weights[output * perOutput + i] =
            kernel.weights()[from * perOutput + i - channel + inputs[channel]];
      }
    }
    return new FloatKernel(weights, biases, kernel.outputTensor(), kernel.weightTensor());
  }

  private static GivenQuantisation.Weights scales(GivenQuantisation.Weights weights, int[] order) {
    double[] scales = weights.scales().clone();
    for (int output = 0; output < order.length; output++) {
      scales[output] = weights.scales()[order[output]];
    }
    return new GivenQuantisation.Weights(weights.bits(), scales);
  }
}
