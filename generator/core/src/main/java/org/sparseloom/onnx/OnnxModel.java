package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * An ONNX file as it was read: what ONNX Runtime is given, and what {@link OnnxRewriter} changes.
 *
 * @param name the file name without its suffix, e.g. "fashion-cnn"
 * @param proto the whole file
 */
public record OnnxModel(String name, ModelProto proto) {
  /** Returns the nodes, initialisers and ends of the graph, checked; see {@link OnnxGraph#of}. */
  public OnnxGraph graph() {
    return OnnxGraph.of(this);
  }

  /** Returns the file's bytes. */
  public byte[] bytes() {
    return proto.toByteArray();
  }
}
