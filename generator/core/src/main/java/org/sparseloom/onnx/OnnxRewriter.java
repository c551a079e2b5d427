package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes an ONNX model for a run with ONNX Runtime: watches tensors, inserts nodes, frees the
 * batch dimension. Collects changes and gives the new file's bytes; the model it was made from
 * stays as it is. Calls of a tensor or node that does not exist are programming errors.
 */
public final class OnnxRewriter {
  private static final String RAW = "__raw";

  private final ModelProto.Builder model;
  private final GraphProto.Builder graph;

  public OnnxRewriter(OnnxModel original) {
    model = original.proto().toBuilder();
    graph = model.getGraphBuilder();
  }

  /** Makes a tensor an output of the graph, if it is none yet. */
  public OnnxRewriter addOutput(String tensor) {
    if (graph.getOutputList().stream().noneMatch(output -> output.getName().equals(tensor))) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(tensor));
    }
    return this;
  }

  /** Adds a float input; no dimensions make a scalar. */
  public OnnxRewriter addInput(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape).build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(type)));
    return this;
  }

  /** Adds a scalar float constant. */
  public OnnxRewriter addConstant(String name, float value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT_VALUE)
            .addFloatData(value));
    return this;
  }

  /** Adds a node without attributes; its place is found when the model is written. */
  public OnnxRewriter addNode(String operator, List<String> inputs, List<String> outputs) {
    return addNode(operator, inputs, outputs, List.of());
  }

  /** Adds a node. */
  public OnnxRewriter addNode(
      String operator, List<String> inputs, List<String> outputs, List<AttributeProto> attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName("inserted_" + outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(attributes));
    return this;
  }

  /**
   * Gives the value of a computed tensor or initialiser another name, which is returned, and leaves
   * its readers (and graph outputs) waiting for the old name: the caller adds nodes that compute
   * the old name from the new one.
   */
  public String intercept(String tensor) {
    String raw = tensor + RAW;
    for (TensorProto.Builder initialiser : graph.getInitializerBuilderList()) {
      if (initialiser.getName().equals(tensor)) {
        initialiser.setName(raw);
        // Files of old IR versions list initialisers among the inputs as well.
        graph.getInputBuilderList().stream()
            .filter(input -> input.getName().equals(tensor))
            .forEach(input -> input.setName(raw));
        return raw;
      }
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      int index = node.getOutputList().indexOf(tensor);
      if (index >= 0) {
        node.setOutput(index, raw);
        return raw;
      }
    }
    throw new IllegalArgumentException("tensor (" + tensor + ") must be computed in the graph");
  }

  /**
   * Frees the batch dimension: first dimension of inputs and outputs becomes a symbol, and Reshape
   * nodes to a constant shape of batch 1 keep whatever batch comes in.
   */
  public OnnxRewriter makeBatchDynamic() {
    List<String> initialisers =
        graph.getInitializerList().stream().map(TensorProto::getName).toList();
    graph.clearValueInfo();
    for (ValueInfoProto.Builder input : graph.getInputBuilderList()) {
      if (!initialisers.contains(input.getName())) {
        freeFirst(input);
      }
    }
    graph.getOutputBuilderList().forEach(OnnxRewriter::freeFirst);
    Map<String, TensorProto> shapes = constants();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (node.getOpType().equals("Reshape") && shapes.containsKey(node.getInput(1))) {
        freeReshape(node, OnnxTensor.of(shapes.get(node.getInput(1))));
      }
    }
    return this;
  }

  private static void freeFirst(ValueInfoProto.Builder value) {
    if (value.getType().getTensorType().getShape().getDimCount() > 0) {
      value
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .getShapeBuilder()
          .setDim(0, TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    }
  }

  private Map<String, TensorProto> constants() {
    Map<String, TensorProto> constants = new LinkedHashMap<>();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant") && node.getAttribute(0).hasT()) {
        constants.put(node.getOutput(0), node.getAttribute(0).getT());
      }
    }
    return constants;
  }

  /** A first extent of 0 means "as in the input" to Reshape. */
  private void freeReshape(NodeProto.Builder reshape, OnnxTensor shape) {
    if (shape.values().length == 0 || shape.values()[0] != 1) {
      return;
    }
    String free = reshape.getOutput(0) + "__shape";
    TensorProto.Builder freed =
        TensorProto.newBuilder()
            .setName(free)
            .setDataType(DataType.INT64_VALUE)
            .addDims(shape.values().length);
    for (int i = 0; i < shape.values().length; i++) {
      freed.addInt64Data(i == 0 ? 0 : (long) shape.values()[i]);
    }
    graph.addInitializer(freed);
    reshape.setInput(1, free);
  }

  /** Returns the changed model as a file's bytes, nodes in topological order. */
  public byte[] toBytes() {
    List<NodeProto> sorted = sorted();
    graph.clearNode();
    graph.addAllNode(sorted);
    return model.build().toByteArray();
  }

  private List<NodeProto> sorted() {
    Map<String, NodeProto> producers = new LinkedHashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> producers.put(output, node));
    }
    List<NodeProto> sorted = new ArrayList<>();
    List<NodeProto> waiting = new ArrayList<>(graph.getNodeList());
    Map<String, Boolean> ready = new LinkedHashMap<>();
    while (!waiting.isEmpty()) {
      List<NodeProto> still = new ArrayList<>();
      for (NodeProto node : waiting) {
        boolean free =
            node.getInputList().stream()
                .allMatch(input -> !producers.containsKey(input) || ready.containsKey(input));
        if (free) {
          sorted.add(node);
          node.getOutputList().forEach(output -> ready.put(output, true));
        } else {
          still.add(node);
        }
      }
      if (still.size() == waiting.size()) {
        throw new IllegalStateException("inserted nodes must not form a cycle");
      }
      waiting = still;
    }
    return sorted;
  }
}
