package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;

/** Slice nodes over channels, their limits attributes (until opset 9) or constant inputs. */
final class ChannelSliceImport {
  private ChannelSliceImport() {}

  static Optional<ImportedLayer> of(ImportSite site) {
    Shape input = site.input();
    Shape output = site.output();
    List<Long> starts = numbers(site, "starts", 1);
    List<Long> ends = numbers(site, "ends", 2);
    List<Long> axes = numbers(site, "axes", 3);
    List<Long> steps = numbers(site, "steps", 4);
    boolean channels =
        starts.size() == 1
            && ends.size() == 1
            && (axes.equals(List.of(1L)) || axes.equals(List.of(-3L)))
            && (steps.isEmpty() || steps.equals(List.of(1L)));
    if (!channels || output.height() != input.height() || output.width() != input.width()) {
      site.refuse()
          .accept(
              "it must take a run of channels: constant starts and ends (" + starts + ", " + ends
                  + ") for axes (" + axes + ") 1, steps (" + steps + ") 1");
      return Optional.empty();
    }
    long first = starts.get(0) < 0 ? starts.get(0) + input.channels() : starts.get(0);
    return Optional.of(
        new ImportedLayer(
            new ChannelSlice(
                site.layerName(), input, Math.toIntExact(first), output.channels()),
            Optional.empty()));
  }

  private static List<Long> numbers(ImportSite site, String name, int input) {
    OnnxNode node = site.node();
    return site.graph()
        .constant(node, input)
        .map(given -> Arrays.stream(given.values()).mapToObj(value -> (long) value).toList())
        .orElse(node.integers(name));
  }
}
