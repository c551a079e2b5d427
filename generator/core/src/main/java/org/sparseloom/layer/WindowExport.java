package org.sparseloom.layer;

import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import org.sparseloom.tensor.Window;

/** Writes the ONNX attributes of a window. */
final class WindowExport {
  private WindowExport() {}

  static AttributeProto[] attributes(Window window) {
    return new AttributeProto[] {
      integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
      integers("strides", window.strideY(), window.strideX()),
      integers("pads", window.padTop(), window.padLeft(), window.padBottom(), window.padRight())
    };
  }

  static AttributeProto[] averageAttributes(Window window) {
    AttributeProto[] shared = attributes(window);
    return new AttributeProto[] {shared[0], shared[1], shared[2], integer("count_include_pad", 1)};
  }
}
