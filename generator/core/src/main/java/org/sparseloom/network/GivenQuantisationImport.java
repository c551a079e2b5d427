package org.sparseloom.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.ImportedLayer.Kernel;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.network.GivenQuantisation.Weights;
import org.sparseloom.network.TakenQuantisation.TakenStream;
import org.sparseloom.network.TakenQuantisation.TakenWeights;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxNode;

/** Finds the layers that the scales and widths of a file belong to. */
final class GivenQuantisationImport {
  /** What scales that mean the same may differ by, being floats. */
  private static final double ROUNDING = 1e-6;

  private final TakenQuantisation taken;
  private final Consumer<String> problems;
  private final Map<String, Weights> weights = new HashMap<>();
  private final Set<String> claimed = new HashSet<>();
  private final Map<String, Stream> streams = new HashMap<>();

  GivenQuantisationImport(TakenQuantisation taken, Consumer<String> problems) {
    this.taken = taken;
    this.problems = problems;
  }

  /**
   * Returns the activation that passes folded into a node. A clip at 6 that the node's format cuts
   * off at anyhow is a ReLU.
   */
  Activation activation(OnnxNode node) {
    Activation folded =
        Activation.valueOf(node.text(FoldActivation.ACTIVATION, Activation.NONE.name()));
    Optional<Stream> stream = taken.stream(node.output());
    if (folded != Activation.RELU6 || stream.isEmpty()) {
      return folded;
    }
    long largest = stream.get().format().max();
    if (Math.rint(Activation.SIX / stream.get().scale()) < largest) {
      problems.accept(
          NetworkImporter.problem(
              node,
              "its output is clipped at 6, but quantised with a scale (" + stream.get().scale()
                  + ") whose largest of " + largest + " units is more; it must be at most 6"));
    }
    return Activation.RELU;
  }

  /** Takes the scales of a layer's weights if the file states them. */
  void claimWeights(String layer, OnnxNode node, Kernel kernel) {
    TakenWeights given = taken.weights().get(kernel.weightTensor());
    if (given == null) {
      return;
    }
    claimed.add(kernel.weightTensor());
    boolean outputsFirst = node.operator().equals("Conv") || node.integer("transB", 0) == 1;
    int axis = outputsFirst ? 0 : 1;
    if (given.scales().length > 1 && given.axis() != axis) {
      problems.accept(
          "node '" + given.node() + "', operator DequantizeLinear: axis (" + given.axis()
              + ") must be " + axis + ", that of the outputs of '" + node.name() + "'");
      return;
    }
    double[] scales = new double[kernel.biases().length];
    float factor = node.operator().equals("Gemm") ? node.real("alpha", 1) : 1;
    for (int output = 0; output < scales.length; output++) {
      scales[output] = factor * given.scales()[given.scales().length == 1 ? 0 : output];
    }
    weights.put(layer, new Weights(given.bits(), scales));
  }

  /** Returns what is given for the layers of a network; tells what is for none. */
  GivenQuantisation of(List<Node> nodes, Map<String, String> layerOfTensor) {
    taken.weights().forEach(
        (tensor, given) -> {
          if (!claimed.contains(tensor)) {
            problems.accept(
                "node '" + given.node() + "', operator DequantizeLinear: it must give the weights of"
                    + " a Conv, Gemm or MatMul with nothing between (no BatchNormalization, no"
                    + " ConvTranspose)");
          }
        });
    for (TakenStream stream : taken.streams()) {
      Optional<String> layer =
          stream.tensors().stream()
              .filter(layerOfTensor::containsKey)
              .map(layerOfTensor::get)
              .findFirst();
      if (layer.isEmpty()) {
        refuse(stream.node(), "it must stand behind a layer with its activation, not inside");
      } else {
        put(layer.get(), stream);
      }
    }
    passBack(nodes);
    return new GivenQuantisation(inFormatsOfLayers(nodes), weights);
  }

  private void put(String layer, TakenStream stream) {
    Stream other = streams.putIfAbsent(layer, stream.given());
    if (other != null && !equal(other, stream.given())) {
      refuse(
          stream.node(),
          "what it quantises has another scale or type elsewhere: " + text(stream.given()) + " and "
              + text(other));
    }
  }

  /** Rounding before values are chosen or copied is the same as behind: it is moved there. */
  private void passBack(List<Node> nodes) {
    List<Node> backwards = new ArrayList<>(nodes);
    Collections.reverse(backwards);
    for (Node node : backwards) {
      String name = node.layer().name();
      if (!streams.containsKey(name) || !LayerKinds.copies(node.layer())) {
        continue;
      }
      Stream own = streams.remove(name);
      String from = node.inputs().get(0);
      Stream before = streams.get(from);
      boolean alone = nodes.stream().filter(other -> other.inputs().contains(from)).count() == 1;
      if (before == null && alone) {
        streams.put(from, own);
      } else if (before == null || !equal(before, own)) {
        problems.accept(
            "layer " + name + ": it keeps the integers of its input, which must be quantised as its"
                + " output (" + text(own) + "), but "
                + (before == null ? "is read by others, too" : "has " + text(before)));
      }
    }
  }

  /** Unsigned integers in a signed format of the file have one bit less. */
  private Map<String, Stream> inFormatsOfLayers(List<Node> nodes) {
    Map<String, Stream> own = new HashMap<>(streams);
    Map<String, NumberFormat> formats = new HashMap<>();
    formats.put(
        Network.INPUT,
        Optional.ofNullable(streams.get(Network.INPUT))
            .map(Stream::format)
            .orElse(NumberFormat.signed(Byte.SIZE)));
    for (Node node : nodes) {
      Layer layer = node.layer();
      Optional<Stream> given = Optional.ofNullable(streams.get(layer.name()));
      int bits = given.map(stream -> stream.format().bits()).orElse(Byte.SIZE);
      List<NumberFormat> inputs = node.inputs().stream().map(formats::get).toList();
      NumberFormat format = LayerKinds.of(layer).outputFormat(layer, inputs, bits);
      if (given.isPresent() && given.get().format().signed() && !format.signed()) {
        format = NumberFormat.unsigned(bits - 1);
      } else if (given.isPresent() && !given.get().format().signed() && format.signed()) {
        problems.accept(
            "layer " + layer.name() + ": its outputs may be negative, so that they must be quantised"
                + " to signed integers, but are to " + text(given.get()));
      }
      formats.put(layer.name(), format);
      NumberFormat found = format;
      given.ifPresent(stream -> own.put(layer.name(), new Stream(found, stream.scale())));
    }
    return own;
  }

  private static boolean equal(Stream one, Stream other) {
    return one.format().equals(other.format())
        && Math.abs(one.scale() / other.scale() - 1) < ROUNDING;
  }

  private static String text(Stream stream) {
    return (stream.format().signed() ? "signed " : "unsigned ") + stream.format().bits()
        + " bits of scale " + stream.scale();
  }

  private void refuse(String node, String reason) {
    problems.accept("node '" + node + "', operator QuantizeLinear: " + reason);
  }
}
