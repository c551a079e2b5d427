package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of an ONNX graph.
 *
 * @param name never empty: nodes without one are called OPERATOR_INDEX
 * @param operator "Conv"; with its domain in front if it is not a standard one
 * @param inputs tensor names; an input that is left out is ""
 * @param outputs tensor names
 * @param attributes by name
 */
public record OnnxNode(
    String name,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, AttributeProto> attributes) {
  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /** Returns the name of an input if the node has it. */
  public Optional<String> input(int index) {
    return index < inputs.size() && !inputs.get(index).isEmpty()
        ? Optional.of(inputs.get(index))
        : Optional.empty();
  }

  /** Returns the first output, the only one that layers use. */
  public String output() {
    return outputs.get(0);
  }

  public long integer(String attribute, long otherwise) {
    return attributes.containsKey(attribute) ? attributes.get(attribute).getI() : otherwise;
  }

  public float real(String attribute, float otherwise) {
    return attributes.containsKey(attribute) ? attributes.get(attribute).getF() : otherwise;
  }

  public String text(String attribute, String otherwise) {
    return attributes.containsKey(attribute)
        ? attributes.get(attribute).getS().toStringUtf8()
        : otherwise;
  }

  /** Returns a list of integers; empty if the node does not have the attribute. */
  public List<Long> integers(String attribute) {
    return attributes.containsKey(attribute)
        ? List.copyOf(attributes.get(attribute).getIntsList())
        : List.of();
  }

  public OnnxNode withInputs(List<String> newInputs) {
    return new OnnxNode(name, operator, newInputs, outputs, attributes);
  }

  public OnnxNode withOutput(String newOutput) {
    return new OnnxNode(name, operator, inputs, List.of(newOutput), attributes);
  }

  /** Returns the node with one more text attribute; passes mark what they folded into it so. */
  public OnnxNode withText(String attribute, String value) {
    return with(OnnxBuilder.text(attribute, value));
  }

  public OnnxNode withReal(String attribute, float value) {
    return with(OnnxBuilder.real(attribute, value));
  }

  public OnnxNode withInteger(String attribute, long value) {
    return with(OnnxBuilder.integer(attribute, value));
  }

  public OnnxNode withIntegers(String attribute, List<Long> values) {
    return with(
        OnnxBuilder.integers(attribute, values.stream().mapToInt(Math::toIntExact).toArray()));
  }

  private OnnxNode with(AttributeProto attribute) {
    Map<String, AttributeProto> more = new HashMap<>(attributes);
    more.put(attribute.getName(), attribute);
    return new OnnxNode(name, operator, inputs, outputs, more);
  }
}
