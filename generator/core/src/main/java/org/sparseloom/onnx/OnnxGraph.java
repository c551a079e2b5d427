package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * The nodes, constants and ends of an ONNX model; immutable, passes make new ones.
 *
 * @param nodes in the file's (topological) order
 * @param constants initialisers and outputs of Constant nodes, by tensor name
 * @param inputs without those that an initialiser gives a value
 * @param outputs tensor names
 */
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    Map<String, OnnxTensor> constants,
    List<OnnxValue> inputs,
    List<String> outputs) {
  public OnnxGraph {
    nodes = List.copyOf(nodes);
    constants = Map.copyOf(constants);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns a model's graph with Constant nodes turned into constants.
   *
   * @throws UserProblem MODEL_NOT_SUPPORTED if a constant holds NaN or an infinity, naming it
   */
  static OnnxGraph of(OnnxModel model) {
    GraphProto proto = model.proto().getGraph();
    Map<String, OnnxTensor> constants = new HashMap<>();
    for (TensorProto tensor : proto.getInitializerList()) {
      addConstant(constants, tensor.getName(), tensor);
    }
    List<OnnxNode> nodes = new ArrayList<>();
    for (int i = 0; i < proto.getNodeCount(); i++) {
      NodeProto node = proto.getNode(i);
      if (node.getOpType().equals("Constant") && valueOf(node).isPresent()) {
        addConstant(constants, node.getOutput(0), valueOf(node).get());
      } else {
        nodes.add(node(node, i));
      }
    }
    List<String> initialised =
        proto.getInitializerList().stream().map(TensorProto::getName).toList();
    return new OnnxGraph(
        model.name(),
        nodes,
        constants,
        proto.getInputList().stream()
            .map(OnnxValue::of)
            .filter(input -> !initialised.contains(input.name()))
            .toList(),
        proto.getOutputList().stream().map(output -> output.getName()).toList());
  }

  private static Optional<TensorProto> valueOf(NodeProto constant) {
    return constant.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("value"))
        .map(AttributeProto::getT)
        .findFirst();
  }

  private static void addConstant(
      Map<String, OnnxTensor> constants, String name, TensorProto proto) {
    if (!OnnxTensor.understands(proto)) {
      return; // Whoever needs it reports that it is missing.
    }
    TensorProto named = proto.toBuilder().setName(name).build();
    OnnxTensor tensor = OnnxTensor.of(named);
    if (tensor.dimensions().isEmpty() && Double.isInfinite(tensor.values()[0])) {
      constants.put(name, tensor);
      return; // A Clip without an end; an infinite bias is refused where it is quantised.
    }
    for (int i = 0; i < tensor.values().length; i++) {
      if (!Double.isFinite(tensor.values()[i])) {
        throw new UserProblem(
            ExitCode.MODEL_NOT_SUPPORTED,
            "tensor '"
                + name
                + "' holds "
                + tensor.values()[i]
                + " at index "
                + i
                + ", but every weight must be finite",
            "the training diverged; take an earlier checkpoint.");
      }
    }
    constants.put(name, tensor);
  }

  private static OnnxNode node(NodeProto proto, int index) {
    Map<String, AttributeProto> attributes = new HashMap<>();
    proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    String domain = proto.getDomain();
    String operator =
        domain.isEmpty() || domain.equals("ai.onnx")
            ? proto.getOpType()
            : domain + "." + proto.getOpType();
    String name = proto.getName().isEmpty() ? proto.getOpType() + "_" + index : proto.getName();
    return new OnnxNode(name, operator, proto.getInputList(), proto.getOutputList(), attributes);
  }

  public Optional<OnnxTensor> constant(String tensor) {
    return Optional.ofNullable(constants.get(tensor));
  }

  /** Returns the constant at an input of a node, if it has that input and it is one. */
  public Optional<OnnxTensor> constant(OnnxNode node, int input) {
    return node.input(input).flatMap(this::constant);
  }

  /** Returns the node that computes a tensor; none for inputs and constants. */
  public Optional<OnnxNode> producer(String tensor) {
    return nodes.stream().filter(node -> node.outputs().contains(tensor)).findFirst();
  }

  /** Returns the nodes that read a tensor. */
  public List<OnnxNode> consumers(String tensor) {
    return nodes.stream().filter(node -> node.inputs().contains(tensor)).toList();
  }

  /** Says whether a tensor is read exactly once, by a node or as the graph's output. */
  public boolean readOnce(String tensor) {
    return consumers(tensor).size() + (outputs.contains(tensor) ? 1 : 0) == 1;
  }

  /** Returns the graph with one node changed in its place. */
  public OnnxGraph replace(OnnxNode old, OnnxNode changed) {
    return withNodes(nodes.stream().map(node -> node.equals(old) ? changed : node).toList());
  }

  /** Returns the graph without a node; whoever read its output reads {@code instead}. */
  public OnnxGraph bypass(OnnxNode removed, String instead) {
    UnaryOperator<String> renamed = name -> name.equals(removed.output()) ? instead : name;
    List<OnnxNode> rest =
        nodes.stream()
            .filter(node -> !node.equals(removed))
            .map(node -> node.withInputs(node.inputs().stream().map(renamed).toList()))
            .toList();
    return new OnnxGraph(name, rest, constants, inputs, outputs.stream().map(renamed).toList());
  }

  public OnnxGraph withNodes(List<OnnxNode> newNodes) {
    return new OnnxGraph(name, newNodes, constants, inputs, outputs);
  }

  public OnnxGraph withInputs(List<OnnxValue> newInputs) {
    return new OnnxGraph(name, nodes, constants, newInputs, outputs);
  }

  public OnnxGraph withConstant(OnnxTensor constant) {
    Map<String, OnnxTensor> more = new HashMap<>(constants);
    more.put(constant.name(), constant);
    return new OnnxGraph(name, nodes, more, inputs, outputs);
  }
}
