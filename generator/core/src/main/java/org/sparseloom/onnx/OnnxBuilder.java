package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Writes a small ONNX model node by node (opset 13 unless told otherwise). Inputs and outputs are float tensors with a
 * free batch dimension in front of the given ones.
 */
public final class OnnxBuilder {
  private static final long OPSET = 13;
  private static final long IR_VERSION = 7;

  private final String name;
  private final GraphProto.Builder graph;
  private long opset = OPSET;

  /** Starts a model; the name is that of the network. */
  public OnnxBuilder(String name) {
    this.name = name;
    graph = GraphProto.newBuilder().setName(name);
  }

  /** Sets the version of the operators. */
  public OnnxBuilder opset(long version) {
    opset = version;
    return this;
  }

  public OnnxBuilder input(String tensor, int... dimensions) {
    graph.addInput(value(tensor, dimensions));
    return this;
  }

  public OnnxBuilder output(String tensor, int... dimensions) {
    graph.addOutput(value(tensor, dimensions));
    return this;
  }

  /** Adds a float initialiser in row-major order. */
  public OnnxBuilder floats(String tensor, float[] values, long... dimensions) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(tensor).setDataType(DataType.FLOAT_VALUE);
    for (long dimension : dimensions) {
      proto.addDims(dimension);
    }
    for (float value : values) {
      proto.addFloatData(value);
    }
    graph.addInitializer(proto);
    return this;
  }

  /** Adds a one-dimensional int64 initialiser, such as the shape for a Reshape. */
  public OnnxBuilder longs(String tensor, long... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(tensor)
            .setDataType(DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      proto.addInt64Data(value);
    }
    graph.addInitializer(proto);
    return this;
  }

  /** Adds an initialiser of integers of at most 32 bits, of one of ONNX's data types. */
  public OnnxBuilder integers(String tensor, int type, int[] values, long... dimensions) {
    TensorProto.Builder proto = TensorProto.newBuilder().setName(tensor).setDataType(type);
    for (long dimension : dimensions) {
      proto.addDims(dimension);
    }
    for (int value : values) {
      proto.addInt32Data(value);
    }
    graph.addInitializer(proto);
    return this;
  }

  /**
   * Rounds a tensor: a QuantizeLinear and a DequantizeLinear, one scale, integers of one of ONNX's
   * data types. The result is called TENSOR_rounded.
   */
  public OnnxBuilder rounded(String tensor, float scale, int zeroPoint, int type) {
    String step = tensor + "_scale";
    String zero = tensor + "_zero";
    String integers = tensor + "_integers";
    floats(step, new float[] {scale}).integers(zero, type, new int[] {zeroPoint});
    return node("QuantizeLinear", integers, List.of(tensor, step, zero))
        .node("DequantizeLinear", tensor + "_rounded", List.of(integers, step, zero));
  }

  /** Adds a node that bears the name of its output. */
  public OnnxBuilder node(
      String operator, String output, List<String> inputs, AttributeProto... attributes) {
    return named(output, operator, output, inputs, attributes);
  }

  /** Adds a node with a name of its own. */
  public OnnxBuilder named(
      String nodeName,
      String operator,
      String output,
      List<String> inputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(nodeName)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  public static AttributeProto integers(String attribute, int... values) {
    AttributeProto.Builder proto =
        AttributeProto.newBuilder().setName(attribute).setType(AttributeType.INTS);
    for (int value : values) {
      proto.addInts(value);
    }
    return proto.build();
  }

  public static AttributeProto integer(String attribute, long value) {
    return AttributeProto.newBuilder()
        .setName(attribute)
        .setType(AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto real(String attribute, float value) {
    return AttributeProto.newBuilder()
        .setName(attribute)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  public static AttributeProto text(String attribute, String value) {
    return AttributeProto.newBuilder()
        .setName(attribute)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** Returns the model as it stands. */
  public OnnxModel model() {
    return new OnnxModel(
        name,
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("sparseloom")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
            .setGraph(graph)
            .build());
  }

  private static ValueInfoProto value(String tensor, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    for (int dimension : dimensions) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(tensor)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
