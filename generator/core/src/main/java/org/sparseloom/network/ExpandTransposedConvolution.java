package org.sparseloom.network;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.layer.ImportSite;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;
import org.sparseloom.tensor.Shape;

/**
 * Makes a Conv of stride 1 and a DepthToSpace of a ConvTranspose of stride s: output {@code q * s +
 * r} is the sum over j of input {@code q - j} times tap {@code j * s + r}, so that every phase r is
 * a convolution of its own taps (fewer than the kernel's by the factor s), and the phases are as many
 * channels of one convolution. The DepthToSpace leaves out what the pads cut off.
 */
final class ExpandTransposedConvolution implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph expanded = graph;
    Map<String, List<Long>> dimensions = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("ConvTranspose") && legal(graph, node, shapes)) {
        expanded = new Expansion(expanded, node, shapes).apply(dimensions);
      }
    }
    return new Result(expanded, List.of(), dimensions);
  }

  private static boolean legal(OnnxGraph graph, OnnxNode node, OnnxShapes shapes) {
    Optional<OnnxTensor> weights = graph.constant(node, 1);
    boolean constant =
        weights.filter(tensor -> tensor.dimensions().size() == 4).isPresent()
            && (node.input(2).isEmpty() || graph.constant(node, 2).isPresent());
    if (!constant
        || shapes.shape(node.inputs().get(0)).isEmpty()
        || shapes.shape(node.output()).isEmpty()) {
      return false;
    }
    boolean smallPads = true;
    List<Long> pads = node.integers("pads");
    for (int i = 0; i < pads.size(); i++) {
      smallPads &= pads.get(i) >= 0 && pads.get(i) < weights.get().dimensions().get(2 + i % 2);
    }
    return smallPads
        && node.integers("dilations").stream().allMatch(dilation -> dilation == 1)
        && node.integers("output_shape").isEmpty()
        && Set.of("", "NOTSET", "VALID").contains(node.text("auto_pad", ""));
  }

  /** One of the two axes. */
  private static final class Axis {
    final int kernel;
    final int stride;

    /** Taps of a phase. */
    final int taps;

    /** First output of the convolution that is needed, counted in blocks of the whole result. */
    final int firstBlock;

    final int padEnd;
    final int blocks;
    final int crop;

    Axis(int kernel, int stride, int pad, int inputs, int outputs) {
      this.kernel = kernel;
      this.stride = stride;
      firstBlock = pad / stride;
      crop = pad % stride;
      int lastBlock = (pad + outputs - 1) / stride;
      blocks = lastBlock - firstBlock + 1;
      padEnd = lastBlock - (inputs - 1);
      // Output padding may ask for a block that no input reaches: a tap of zeros reaches it.
      taps = Math.max((kernel + stride - 1) / stride, padEnd + 1);
    }

    int padStart() {
      return taps - 1 - firstBlock;
    }

    /** Returns the kernel's tap at a place of a phase's window; the kernel's size if there is none. */
    int tap(int phase, int place) {
      return Math.min(kernel, (taps - 1 - place) * stride + phase);
    }
  }

  /** One node. */
  private static final class Expansion {
    private final OnnxGraph graph;
    private final OnnxNode node;
    private final OnnxTensor weights;
    private final int groups;
    private final Axis rows;
    private final Axis columns;

    Expansion(OnnxGraph graph, OnnxNode node, OnnxShapes shapes) {
      this.graph = graph;
      this.node = node;
      weights = graph.constant(node, 1).orElseThrow();
      groups = Math.toIntExact(node.integer("group", 1));
      Shape from = shapes.shape(node.inputs().get(0)).orElseThrow();
      Shape to = shapes.shape(node.output()).orElseThrow();
      rows = new Axis(extent(2), at("strides", 0, 1), at("pads", 0, 0), from.height(), to.height());
      columns = new Axis(extent(3), at("strides", 1, 1), at("pads", 1, 0), from.width(), to.width());
    }

    private int extent(int dimension) {
      return Math.toIntExact(weights.dimensions().get(dimension));
    }

    private int at(String attribute, int index, int otherwise) {
      List<Long> given = node.integers(attribute);
      return given.isEmpty() ? otherwise : Math.toIntExact(given.get(index));
    }

    private int phases() {
      return rows.stride * columns.stride;
    }

    OnnxGraph apply(Map<String, List<Long>> dimensions) {
      boolean spread = phases() > 1;
      String phasesTensor = spread ? node.output() + "__phases" : node.output();
      OnnxTensor turned = turnedWeights();
      List<String> inputs = new ArrayList<>(List.of(node.inputs().get(0), turned.name()));
      OnnxGraph changed = graph.withConstant(turned);
      if (node.input(2).isPresent()) {
        OnnxTensor bias = repeatedBias(graph.constant(node, 2).orElseThrow());
        inputs.add(bias.name());
        changed = changed.withConstant(bias);
      }
      Map<String, AttributeProto> kept = new HashMap<>(node.attributes());
      kept.keySet().removeAll(
          Set.of("strides", "pads", "output_padding", "kernel_shape", "auto_pad"));
      OnnxNode convolution =
          new OnnxNode(node.name(), "Conv", inputs, List.of(phasesTensor), kept)
              .withIntegers(
                  "pads",
                  List.of(
                      (long) rows.padStart(), (long) columns.padStart(),
                      (long) rows.padEnd, (long) columns.padEnd));
      List<OnnxNode> nodes = new ArrayList<>();
      for (OnnxNode other : changed.nodes()) {
        nodes.add(other.equals(node) ? convolution : other);
        if (other.equals(node) && spread) {
          nodes.add(
              new OnnxNode(
                      node.name() + "_spread", "DepthToSpace", List.of(phasesTensor),
                      List.of(node.output()), Map.of())
                  .withIntegers(
                      ImportSite.BLOCK,
                      List.of((long) rows.stride, (long) columns.stride, (long) groups))
                  .withIntegers(
                      ImportSite.CROP, List.of((long) rows.crop, (long) columns.crop)));
        }
      }
      dimensions.put(
          phasesTensor,
          List.of(turned.dimensions().get(0), (long) rows.blocks, (long) columns.blocks));
      return changed.withNodes(nodes);
    }

    /** Turns [channel][output of group][tap] into [group, phase, output][channel of group][tap]. */
    private OnnxTensor turnedWeights() {
      int perGroup = extent(0) / groups;
      int outputs = extent(1);
      int taps = rows.taps * columns.taps;
      double[] turned = new double[groups * phases() * outputs * perGroup * taps];
      int index = 0;
      for (int group = 0; group < groups; group++) {
        for (int phase = 0; phase < phases(); phase++) {
          for (int output = 0; output < outputs; output++) {
            for (int channel = group * perGroup; channel < (group + 1) * perGroup; channel++) {
              for (int tap = 0; tap < taps; tap++) {
                turned[index++] = weight(channel, output, phase, tap);
              }
            }
          }
        }
      }
      return new OnnxTensor(
          weights.name() + "__" + node.output(),
          List.of(
              (long) groups * phases() * outputs, (long) perGroup, (long) rows.taps,
              (long) columns.taps),
          turned);
    }

    private double weight(int channel, int output, int phase, int tap) {
      int ky = rows.tap(phase / columns.stride, tap / columns.taps);
      int kx = columns.tap(phase % columns.stride, tap % columns.taps);
      return ky < rows.kernel && kx < columns.kernel
          ? weights.values()[
              ((channel * extent(1) + output) * rows.kernel + ky) * columns.kernel + kx]
          : 0;
    }

    private OnnxTensor repeatedBias(OnnxTensor bias) {
      int perGroup = extent(1);
      double[] repeated = new double[groups * phases() * perGroup];
      for (int i = 0; i < repeated.length; i++) {
        int group = i / (phases() * perGroup);
        repeated[i] = bias.values()[group * perGroup + i % perGroup];
      }
      return new OnnxTensor(
          bias.name() + "__" + node.output(), List.of((long) repeated.length), repeated);
    }
  }
}
