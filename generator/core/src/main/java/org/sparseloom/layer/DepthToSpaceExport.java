package org.sparseloom.layer;

import static org.sparseloom.onnx.OnnxBuilder.integers;

import java.util.List;
import org.sparseloom.tensor.Shape;

/** Writes the spreading of channels as Reshape, Transpose and Reshape, and the crop as Slice. */
final class DepthToSpaceExport {
  private DepthToSpaceExport() {}

  static void add(DepthToSpace layer, ExportSite site) {
    String name = layer.name();
    Shape input = layer.inputShape();
    String whole = layer.crops() ? name + "_whole" : name;
    // Batch (taken over), runs, block rows and columns, channels of a run, rows, columns.
    site.model()
        .longs(
            name + "_split",
            0, layer.runs(), layer.blockHeight(), layer.blockWidth(), layer.channelsPerRun(),
            input.height(), input.width())
        .longs(
            name + "_joined",
            0, layer.outputShape().channels(), input.height() * layer.blockHeight(),
            input.width() * layer.blockWidth())
        .node("Reshape", name + "_blocks", List.of(site.from(), name + "_split"))
        .node(
            "Transpose", name + "_turned", List.of(name + "_blocks"),
            integers("perm", 0, 1, 4, 5, 2, 6, 3))
        .node("Reshape", whole, List.of(name + "_turned", name + "_joined"));
    if (layer.crops()) {
      site.model()
          .longs(name + "_starts", layer.cropTop(), layer.cropLeft())
          .longs(
              name + "_ends",
              layer.cropTop() + layer.height(), layer.cropLeft() + layer.width())
          .longs(name + "_axes", 2, 3)
          .node(
              "Slice", name,
              List.of(whole, name + "_starts", name + "_ends", name + "_axes"));
    }
  }
}
