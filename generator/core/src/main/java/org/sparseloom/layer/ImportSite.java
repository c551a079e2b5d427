package org.sparseloom.layer;

import java.util.function.Consumer;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;

/**
 * Where a node is imported.
 *
 * @param layerName unique legal identifier that the layer shall bear
 * @param node what to import
 * @param graph its surroundings, for constants
 * @param input shape of the node's first input
 * @param output shape of the node's first output, as ONNX Runtime computed it
 * @param refuse takes each reason why the node cannot be imported, e.g. "group (2) must be 1"
 */
public record ImportSite(
    String layerName,
    OnnxNode node,
    OnnxGraph graph,
    Shape input,
    Shape output,
    Consumer<String> refuse) {}
