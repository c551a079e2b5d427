package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;

/** DepthToSpace nodes, and those that transposed convolutions leave behind them. */
final class DepthToSpaceImport {
  private DepthToSpaceImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    OnnxNode node = site.node();
    List<Long> block = node.integers(ImportSite.BLOCK);
    if (!block.isEmpty()) {
      List<Long> crop = node.integers(ImportSite.CROP);
      return layer(
          new DepthToSpace(
              site.layerName(),
              site.input(),
              at(block, 0),
              at(block, 1),
              at(block, 2),
              at(crop, 0),
              at(crop, 1),
              site.output().height(),
              site.output().width()));
    }
    Shape input = site.input();
    long size = node.integer("blocksize", 0);
    String mode = node.text("mode", "DCR");
    boolean rows = mode.equals("CRD");
    if (size < 1 || input.channels() % (size * size) != 0 || !rows && !mode.equals("DCR")) {
      site.refuse()
          .accept(
              "blocksize (" + size + ") must divide the channels (" + input.channels()
                  + ") twice, mode (" + mode + ") be DCR or CRD");
      return Optional.empty();
    }
    int side = Math.toIntExact(size);
    int runs = rows ? input.channels() / (side * side) : 1;
    return layer(DepthToSpace.whole(site.layerName(), input, side, side, runs));
  }

  private static Optional<ImportedLayer> layer(DepthToSpace layer) {
    return Optional.of(new ImportedLayer(layer, Optional.empty()));
  }

  private static int at(List<Long> list, int index) {
    return Math.toIntExact(list.get(index));
  }
}
