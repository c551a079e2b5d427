package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Reads the attributes that Conv, MaxPool and AveragePool share: kernel, strides, pads. */
final class WindowImport {
  private WindowImport() {}

  /** Returns the node's window for a kernel height and width, or nothing after a refusal. */
  static Optional<Window> of(ImportSite site, List<Long> kernel) {
    OnnxNode node = site.node();
    List<Long> strides = orElse(node.integers("strides"), List.of(1L, 1L));
    if (kernel.size() != 2 || strides.size() != 2) {
      site.refuse()
          .accept(
              "kernel " + kernel + " and strides " + strides + " must be of two" + " dimensions");
      return Optional.empty();
    }
    boolean good = true;
    if (node.integers("dilations").stream().anyMatch(dilation -> dilation != 1)) {
      site.refuse().accept("dilations (" + node.integers("dilations") + ") must be 1");
      good = false;
    }
    List<Long> pads = pads(node, site.input(), kernel, strides);
    if (pads.size() != 4) {
      site.refuse()
          .accept(
              "auto_pad ("
                  + node.text("auto_pad", "")
                  + ") with pads ("
                  + node.integers("pads")
                  + ") must be NOTSET with four pads, VALID, SAME_UPPER or"
                  + " SAME_LOWER");
      return Optional.empty();
    }
    for (int i = 0; i < 4; i++) {
      if (pads.get(i) < 0 || pads.get(i) >= kernel.get(i % 2)) {
        site.refuse()
            .accept("pads (" + pads + ") must be at least 0 and smaller than the kernel " + kernel);
        return Optional.empty();
      }
    }
    if (!good) {
      return Optional.empty();
    }
    return Optional.of(
        new Window(
            at(kernel, 0),
            at(kernel, 1),
            at(strides, 0),
            at(strides, 1),
            at(pads, 0),
            at(pads, 1),
            at(pads, 2),
            at(pads, 3)));
  }

  /** Returns top, left, bottom, right; another number of elements if they cannot be told. */
  private static List<Long> pads(
      OnnxNode node, Shape input, List<Long> kernel, List<Long> strides) {
    return switch (node.text("auto_pad", "NOTSET")) {
      case "NOTSET", "" -> orElse(node.integers("pads"), List.of(0L, 0L, 0L, 0L));
      case "VALID" -> List.of(0L, 0L, 0L, 0L);
      case "SAME_UPPER" -> same(input, kernel, strides, 0);
      case "SAME_LOWER" -> same(input, kernel, strides, 1);
      default -> List.of();
    };
  }

  /**
   * ONNX: output = ceil(input / stride); of an odd total UPPER pads more at the end, LOWER less.
   */
  private static List<Long> same(
      Shape input, List<Long> kernel, List<Long> strides, int moreFirst) {
    long vertical = samePads(input.height(), kernel.get(0), strides.get(0));
    long horizontal = samePads(input.width(), kernel.get(1), strides.get(1));
    long top = (vertical + moreFirst) / 2;
    long left = (horizontal + moreFirst) / 2;
    return List.of(top, left, vertical - top, horizontal - left);
  }

  private static long samePads(long input, long kernel, long stride) {
    long output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + kernel - input);
  }

  private static List<Long> orElse(List<Long> given, List<Long> otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  private static int at(List<Long> list, int index) {
    return Math.toIntExact(list.get(index));
  }
}
