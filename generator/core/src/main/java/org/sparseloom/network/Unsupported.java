package org.sparseloom.network;

import java.util.List;
import java.util.stream.Collectors;
import org.sparseloom.layer.Activation;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;

/** Why a node that no pass removed and no layer kind takes is in the way. */
final class Unsupported {
  private Unsupported() {}

  static String reason(OnnxGraph graph, OnnxNode node) {
    return switch (node.operator()) {
      case "Relu", "Relu6", "Clip" -> activation(graph, node);
      case "BatchNormalization" ->
          "a BatchNormalization with constants must directly follow a Conv, Gemm or MatMul";
      case "Softmax", "LogSoftmax" -> "it must stand at the end";
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze" ->
          "it must turn a feature map into a vector and nothing else";
      case "Transpose" ->
          "it must turn the input to channels first, undo another, or stand before a flattening"
              + " that only a Gemm or MatMul reads";
      case "Pad" ->
          "it must pad rows and columns with zeros for a Conv, or an AveragePool that counts them";
      case "ConvTranspose" ->
          "its weights and bias must be constant, dilations 1, pads smaller than the kernel, and"
              + " neither output_shape nor auto_pad SAME given";
      case "Split" -> "it must split the channels, axis 1";
      case "QuantizeLinear", "DequantizeLinear" ->
          "a DequantizeLinear must follow a QuantizeLinear or read a constant: input and outputs of"
              + " the model must be in float";
      default -> "the operator is not supported";
    };
  }

  private static String activation(OnnxGraph graph, OnnxNode node) {
    if (FoldActivation.activation(graph, node) == Activation.NONE) {
      return "a Clip must have constant limits, 0 and 6 or 0 and none";
    }
    List<OnnxNode> readers = graph.consumers(node.inputs().get(0));
    if (readers.size() > 1) {
      return "what it reads must have no other reader, but is read by "
          + readers.stream()
              .map(reader -> "'" + reader.name() + "'")
              .collect(Collectors.joining(", "));
    }
    return "a " + node.operator()
        + " must follow a Conv, Gemm, MatMul, Add or Mul, directly or behind a MaxPool";
  }
}
