package org.sparseloom.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.layer.ImportSite;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.tensor.Shape;

/**
 * Removes the transpositions that converters from TensorFlow leave around a network and that only
 * rename a stream, which has its channels innermost anyway:
 *
 * <ul>
 *   <li>of an input batch x rows x columns x channels: the network then takes its images channels
 *       first;
 *   <li>two that undo each other;
 *   <li>of a feature map of one pixel;
 *   <li>to channels last before a flattening that fully connected layers read: these are marked
 *       with {@link ImportSite#STREAM_ORDER}.
 * </ul>
 */
final class FoldTranspose implements GraphPass {
  private static final List<Long> CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);
  private static final List<Long> CHANNELS_LAST = List.of(0L, 2L, 3L, 1L);
  private static final Set<String> FULLY_CONNECTED = Set.of("Gemm", "MatMul");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      Optional<OnnxNode> present =
          node.operator().equals("Transpose") ? folded.producer(node.output()) : Optional.empty();
      if (present.isPresent()) {
        folded = fold(folded, present.get(), shapes);
      }
    }
    return new Result(folded, List.of());
  }

  private static OnnxGraph fold(OnnxGraph graph, OnnxNode node, OnnxShapes shapes) {
    String from = node.inputs().get(0);
    List<Long> order = node.integers("perm");
    OnnxValue input = graph.inputs().get(0);
    if (from.equals(input.name()) && order.equals(CHANNELS_FIRST) && graph.readOnce(from)) {
      return channelsFirst(graph, node, input);
    }
    Optional<OnnxNode> before = graph.producer(from);
    if (before.isPresent()
        && before.get().operator().equals("Transpose")
        && undo(before.get().integers("perm"), order)) {
      return graph.bypass(node, before.get().inputs().get(0));
    }
    Optional<Shape> shape = shapes.shape(from);
    if (shape.isPresent() && shape.get().pixels() == 1 && startsWithBatch(order)) {
      return graph.bypass(node, from);
    }
    return order.equals(CHANNELS_LAST) ? flattened(graph, node, shapes) : graph;
  }

  /** The graph's input becomes what the transposition made of it. */
  private static OnnxGraph channelsFirst(OnnxGraph graph, OnnxNode node, OnnxValue input) {
    List<Long> given = input.dimensions();
    OnnxValue turned =
        new OnnxValue(
            node.output(), CHANNELS_FIRST.stream().map(at -> given.get(at.intValue())).toList());
    return graph
        .withNodes(graph.nodes().stream().filter(other -> !other.equals(node)).toList())
        .withInputs(List.of(turned));
  }

  private static boolean undo(List<Long> first, List<Long> second) {
    for (int i = 0; i < second.size(); i++) {
      if (first.size() != second.size() || first.get(second.get(i).intValue()) != i) {
        return false;
      }
    }
    return !second.isEmpty();
  }

  private static boolean startsWithBatch(List<Long> order) {
    return order.size() == 4 && order.get(0) == 0;
  }

  private static OnnxGraph flattened(OnnxGraph graph, OnnxNode node, OnnxShapes shapes) {
    List<OnnxNode> readers = graph.consumers(node.output());
    boolean one = graph.readOnce(node.output()) && readers.size() == 1;
    if (!one || !FoldFlatten.OPERATORS.contains(readers.get(0).operator())) {
      return graph;
    }
    OnnxNode flatten = readers.get(0);
    List<OnnxNode> connected = graph.consumers(flatten.output());
    boolean vector =
        shapes.shape(flatten.output()).filter(to -> to.channels() == to.elements()).isPresent();
    if (!vector
        || graph.outputs().contains(flatten.output())
        || !connected.stream().allMatch(reader -> fullyConnected(graph, reader))) {
      return graph;
    }
    OnnxGraph marked = graph;
    for (OnnxNode reader : connected) {
      marked = marked(marked, reader);
    }
    return marked.bypass(flatten, node.output()).bypass(node, node.inputs().get(0));
  }

  /** A Conv over all values of one pixel is one, too. */
  private static boolean fullyConnected(OnnxGraph graph, OnnxNode node) {
    return FULLY_CONNECTED.contains(node.operator())
        || node.operator().equals("Conv")
            && node.integer("group", 1) == 1
            && graph
                .constant(node, 1)
                .filter(weights -> weights.dimensions().subList(2, 4).equals(List.of(1L, 1L)))
                .isPresent();
  }

  private static OnnxGraph marked(OnnxGraph graph, OnnxNode reader) {
    if (!reader.operator().equals("Conv")) {
      return graph.replace(reader, reader.withInteger(ImportSite.STREAM_ORDER, 1));
    }
    OnnxTensor weights = graph.constant(reader, 1).orElseThrow();
    OnnxTensor matrix =
        new OnnxTensor(
            weights.name() + "__matrix", weights.dimensions().subList(0, 2), weights.values());
    List<String> inputs = new ArrayList<>(reader.inputs());
    inputs.set(1, matrix.name());
    OnnxNode gemm =
        new OnnxNode(reader.name(), "Gemm", inputs, reader.outputs(), Map.of())
            .withInteger("transB", 1)
            .withInteger(ImportSite.STREAM_ORDER, 1);
    return graph.withConstant(matrix).replace(reader, gemm);
  }
}
