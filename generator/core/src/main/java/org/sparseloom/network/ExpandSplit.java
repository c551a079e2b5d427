package org.sparseloom.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.tensor.Shape;

/**
 * Makes a Slice for every output of a Split over channels, its limits attributes as until opset 9.
 * How long the parts are is taken from the shapes, however the node says it.
 */
final class ExpandSplit implements GraphPass {
  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("Split") && ofChannels(node, shapes)) {
        nodes.addAll(slices(node, shapes));
      } else {
        nodes.add(node);
      }
    }
    return new Result(graph.withNodes(nodes), List.of());
  }

  private static boolean ofChannels(OnnxNode node, OnnxShapes shapes) {
    long axis = node.integer("axis", 0);
    Optional<Shape> input = shapes.shape(node.inputs().get(0));
    int channels =
        node.outputs().stream()
            .map(shapes::shape)
            .flatMap(Optional::stream)
            .mapToInt(Shape::channels)
            .sum();
    return (axis == 1 || axis == -3)
        && input.filter(shape -> shape.channels() == channels).isPresent();
  }

  private static List<OnnxNode> slices(OnnxNode node, OnnxShapes shapes) {
    List<OnnxNode> slices = new ArrayList<>();
    long first = 0;
    for (String output : node.outputs()) {
      long end = first + shapes.shape(output).orElseThrow().channels();
      slices.add(
          new OnnxNode(
              node.name() + "_" + slices.size(),
              "Slice",
              node.inputs().subList(0, 1),
              List.of(output),
              Map.of(
                  "axes", OnnxBuilder.integers("axes", 1),
                  "starts", OnnxBuilder.integers("starts", Math.toIntExact(first)),
                  "ends", OnnxBuilder.integers("ends", Math.toIntExact(end)))));
      first = end;
    }
    return slices;
  }
}
