package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.SequentialBlock;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a trained chain of layers as an ONNX model: operator set 14, IR version 7, weights as raw
 * 32-bit floats, input {@code input} [batch, channels, height, width] and output {@code logits}
 * [batch, classes], batch any number.
 */
final class OnnxWriter {

  private static final int OPERATOR_SET = 14;
  private static final int IR_VERSION = 7;
  private static final String INPUT = "input";
  private static final String OUTPUT = "logits";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, Integer> nodesOfType = new HashMap<>();
  private String value = INPUT;

  private OnnxWriter() {}

  /**
   * The ONNX form of a network whose layers have the parameters of the children of {@code trained}.
   */
  static ModelProto model(Network network, SequentialBlock trained) {
    OnnxWriter writer = new OnnxWriter();
    FeatureShape shape = network.input();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      layer.appendTo(writer, trained.getChildren().get(i).getValue());
      shape = layer.outputShape(shape);
    }
    FeatureShape input = network.input();
    return writer.finish(
        network.name(),
        valueInfo(INPUT, input.channels(), input.height(), input.width()),
        valueInfo(OUTPUT, shape.channels()));
  }

  /**
   * Starts a node that reads the value of the node before; it is named after its type, such as
   * {@code conv2}.
   */
  Node node(String operator) {
    return new Node(operator);
  }

  /** The value that the next node reads. */
  String value() {
    return value;
  }

  /** Lets the next node read a value of before. */
  void continueFrom(String earlier) {
    value = earlier;
  }

  private ModelProto finish(String name, ValueInfoProto input, ValueInfoProto output) {
    int last = graph.getNodeCount() - 1;
    graph.getNodeBuilder(last).setOutput(0, OUTPUT);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("sparseloom-models")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph.setName(name).addInput(input).addOutput(output))
        .build();
  }

  private static ValueInfoProto valueInfo(String name, int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    for (int size : sizes) {
      shape.addDimBuilder().setDimValue(size);
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** One node under construction. */
  final class Node {

    private final String name;
    private final NodeProto.Builder proto;

    private Node(String operator) {
      String stem = operator.toLowerCase(Locale.ROOT);
      name = stem + nodesOfType.merge(stem, 1, Integer::sum);
      proto = NodeProto.newBuilder().setOpType(operator).setName(name).addInput(value);
    }

    Node ints(String attribute, long... values) {
      AttributeProto.Builder builder = attribute(attribute, AttributeProto.AttributeType.INTS);
      for (long v : values) {
        builder.addInts(v);
      }
      return this;
    }

    Node integer(String attribute, long v) {
      attribute(attribute, AttributeProto.AttributeType.INT).setI(v);
      return this;
    }

    Node real(String attribute, float v) {
      attribute(attribute, AttributeProto.AttributeType.FLOAT).setF(v);
      return this;
    }

    Node text(String attribute, String v) {
      attribute(attribute, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(v));
      return this;
    }

    /** Adds an input that is a value of before. */
    Node input(String other) {
      proto.addInput(other);
      return this;
    }

    /** Leaves an optional input out. */
    Node noInput() {
      return input("");
    }

    private AttributeProto.Builder attribute(String attribute, AttributeProto.AttributeType type) {
      return proto.addAttributeBuilder().setName(attribute).setType(type);
    }

    /** Adds an input that is a trained constant. */
    Node parameter(String role, NDArray array) {
      return constant(role, array.getShape().getShape(), array.toFloatArray());
    }

    /** Adds an input of fixed numbers. */
    Node constant(String role, float... values) {
      return constant(role, new long[] {values.length}, values);
    }

    private Node constant(String role, long[] shape, float[] values) {
      String parameterName = name + "." + role;
      TensorProto.Builder tensor =
          graph
              .addInitializerBuilder()
              .setName(parameterName)
              .setDataType(TensorProto.DataType.FLOAT.getNumber());
      for (long size : shape) {
        tensor.addDims(size);
      }
      tensor.setRawData(RawFloats.encode(values));
      proto.addInput(parameterName);
      return this;
    }

    void append() {
      value = name + ".output";
      graph.addNode(proto.addOutput(value));
    }
  }
}
