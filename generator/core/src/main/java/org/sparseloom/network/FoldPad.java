package org.sparseloom.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Folds a Pad with zeros around the image into the pads of the Conv, or the AveragePool that counts
 * them, behind it. Maximum pooling is left alone: its own padding is no zeros.
 */
final class FoldPad implements GraphPass {
  private static final Set<String> READERS = Set.of("Conv", "AveragePool");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      if (node.operator().equals("Pad")) {
        OnnxNode present = folded.producer(node.output()).orElseThrow();
        List<Long> pads = imagePads(folded, present);
        List<OnnxNode> readers = folded.consumers(present.output());
        boolean legal =
            pads.size() == 4
                && !folded.outputs().contains(present.output())
                && readers.stream().allMatch(FoldPad::canPad);
        folded = legal ? fold(folded, present, readers, pads) : folded;
      }
    }
    return new Result(folded, List.of());
  }

  /** Returns top, left, bottom, right; another number of elements if more than that is padded. */
  private static List<Long> imagePads(OnnxGraph graph, OnnxNode pad) {
    List<Long> all =
        pad.input(1).isEmpty()
            ? pad.integers("pads")
            : graph.constant(pad, 1).map(FoldPad::integers).orElse(List.of());
    boolean zeros =
        pad.text("mode", "constant").equals("constant")
            && pad.real("value", 0) == 0
            && (pad.input(2).isEmpty()
                || graph.constant(pad, 2).filter(value -> value.values()[0] == 0).isPresent());
    // Eight numbers: what is put before batch, channels, rows, columns, then what behind them.
    boolean image =
        all.size() == 8
            && all.get(0) + all.get(1) + all.get(4) + all.get(5) == 0
            && all.stream().allMatch(extent -> extent >= 0)
            && pad.input(3).isEmpty();
    return zeros && image
        ? List.of(all.get(2), all.get(3), all.get(6), all.get(7))
        : List.of();
  }

  private static List<Long> integers(OnnxTensor tensor) {
    List<Long> integers = new ArrayList<>();
    for (double value : tensor.values()) {
      integers.add((long) value);
    }
    return integers;
  }

  private static boolean canPad(OnnxNode reader) {
    String automatic = reader.text("auto_pad", "NOTSET");
    boolean padded = reader.integers("pads").stream().anyMatch(pad -> pad != 0);
    boolean counted =
        reader.operator().equals("Conv") || reader.integer("count_include_pad", 0) == 1 || !padded;
    return READERS.contains(reader.operator())
        && Set.of("", "NOTSET", "VALID").contains(automatic)
        && counted;
  }

  private static OnnxGraph fold(
      OnnxGraph graph, OnnxNode pad, List<OnnxNode> readers, List<Long> pads) {
    OnnxGraph folded = graph;
    for (OnnxNode reader : readers) {
      List<Long> own =
          Optional.of(reader.integers("pads"))
              .filter(given -> given.size() == 4)
              .orElse(List.of(0L, 0L, 0L, 0L));
      List<Long> sum = new ArrayList<>();
      for (int side = 0; side < 4; side++) {
        sum.add(own.get(side) + pads.get(side));
      }
      OnnxNode padding = reader.withIntegers("pads", sum).withText("auto_pad", "NOTSET");
      folded =
          folded.replace(
              reader,
              reader.operator().equals("Conv")
                  ? padding
                  : padding.withInteger("count_include_pad", 1));
    }
    return folded.bypass(pad, pad.inputs().get(0));
  }
}
