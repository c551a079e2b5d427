package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * An input of an ONNX graph.
 *
 * @param dimensions batch first; 0 where the file gives a symbol or nothing
 */
public record OnnxValue(String name, List<Long> dimensions) {
  public OnnxValue {
    dimensions = List.copyOf(dimensions);
  }

  static OnnxValue of(ValueInfoProto proto) {
    List<Dimension> dimensions = proto.getType().getTensorType().getShape().getDimList();
    return new OnnxValue(proto.getName(), dimensions.stream().map(Dimension::getDimValue).toList());
  }
}
