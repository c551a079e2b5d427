package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.layer.Sampling.Coordinates;
import org.sparseloom.layer.Sampling.Method;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;

/** Resize nodes of any opset, and Upsample nodes, become up-samplings by integer factors. */
final class ResizeImport {
  /** The three differ only where an output has one row or column, or for factors that are none. */
  private static final Map<String, Coordinates> COORDINATES =
      Map.of(
          "half_pixel", Coordinates.HALF_PIXEL,
          "pytorch_half_pixel", Coordinates.HALF_PIXEL,
          "half_pixel_symmetric", Coordinates.HALF_PIXEL,
          "asymmetric", Coordinates.ASYMMETRIC);

  private final ImportSite site;
  private final OnnxNode node;

  private ResizeImport(ImportSite site) {
    this.site = site;
    this.node = site.node();
  }

  static Optional<ImportedLayer> of(ImportSite site) {
    return new ResizeImport(site).layer();
  }

  private Optional<ImportedLayer> layer() {
    Shape from = site.input();
    Shape to = site.output();
    int factorY = to.height() / from.height();
    int factorX = to.width() / from.width();
    if (to.channels() != from.channels()
        || to.height() != factorY * from.height()
        || to.width() != factorX * from.width()
        || !statedAre(factorY, factorX)) {
      return refuse(
          "it turns " + from + " into " + to
              + ", but must make rows and columns a whole number of times as many");
    }
    Optional<Sampling> sampling = sampling();
    if (sampling.isEmpty()) {
      return Optional.empty();
    }
    if (!sampling.get().legal(factorY) || !sampling.get().legal(factorX)) {
      return refuse(
          "up-sampling " + factorY + "x" + factorX + " (" + sampling.get()
              + ") must not take a pixel from before its own; half_pixel with round_prefer_floor,"
              + " or asymmetric with floor, does not");
    }
    return Optional.of(
        new ImportedLayer(
            new Resize(site.layerName(), from, factorY, factorX, sampling.get()),
            Optional.empty()));
  }

  /** Scales, where they are given, place the outputs, even if rounding them gave whole factors. */
  private boolean statedAre(int factorY, int factorX) {
    List<Double> stated = scales();
    int count = stated.size();
    return count < 2
        || stated.get(count - 2) == factorY
            && stated.get(count - 1) == factorX
            && stated.subList(0, count - 2).stream().allMatch(scale -> scale == 1);
  }

  /** Returns the scales of batch, channels, rows and columns, or of the last two; or none. */
  private List<Double> scales() {
    if (node.attributes().containsKey("scales")) {
      return node.attributes().get("scales").getFloatsList().stream()
          .map(Float::doubleValue)
          .toList();
    }
    return site.graph()
        .constant(node, beforeEleventh() ? 1 : 2)
        .map(given -> Arrays.stream(given.values()).boxed().toList())
        .orElse(List.of());
  }

  /** Before opset 11 there were no other inputs than scales and no attributes but the mode. */
  private boolean beforeEleventh() {
    return node.operator().equals("Upsample") || node.inputs().size() == 2;
  }

  private Optional<Sampling> sampling() {
    String mode = node.text("mode", "nearest");
    String coordinates =
        node.text("coordinate_transformation_mode", beforeEleventh() ? "asymmetric" : "half_pixel");
    String nearest = node.text("nearest_mode", beforeEleventh() ? "floor" : "round_prefer_floor");
    boolean linear = mode.equals("linear") || mode.equals("bilinear");
    Optional<Method> method =
        linear
            ? Optional.of(Method.LINEAR)
            : Arrays.stream(Method.values())
                .filter(known -> mode.equals("nearest") && known.onnxName().equals(nearest))
                .findFirst();
    if (method.isEmpty()) {
      return refuse("mode (" + mode + ", " + nearest + ") must be nearest or linear");
    }
    if (!COORDINATES.containsKey(coordinates)) {
      return refuse(
          "coordinate_transformation_mode (" + coordinates + ") must be one of "
              + COORDINATES.keySet().stream().sorted().toList());
    }
    return Optional.of(new Sampling(COORDINATES.get(coordinates), method.get()));
  }

  private <T> Optional<T> refuse(String reason) {
    site.refuse().accept(reason);
    return Optional.empty();
  }
}
