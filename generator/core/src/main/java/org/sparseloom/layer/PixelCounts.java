package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Window;

/** How many pixels of its input a stage can take side by side. */
public final class PixelCounts {
  private PixelCounts() {}

  /**
   * Returns the legal counts, ascending: 1, and multiples of the horizontal stride that divide the
   * input's width, if the outputs that they make in one step divide the output's width.
   *
   * @param window of the layer; {@link Window#pointwise} if it deals with every pixel alone
   */
  static List<Integer> of(Layer layer, Window window) {
    int outputs = layer.outputShape().width();
    return ConvolutionGrid.divisors(layer.inputShape().width()).stream()
        .filter(
            pixels ->
                pixels == 1
                    || pixels % window.strideX() == 0
                        && outputs % (pixels / window.strideX()) == 0)
        .toList();
  }

  /** Refuses a count that is not one of the layer's. */
  public static void requireLegal(Layer layer, int pixels) {
    List<Integer> legal = layer.pixelCounts();
    if (!legal.contains(pixels)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": pixels (" + pixels + ") must divide the width of its input ("
              + layer.inputShape().width() + "), be a multiple of its stride, and make outputs whose"
              + " number divides the width of its output (" + layer.outputShape().width() + ")",
          "take one of " + legal);
    }
  }

  /** Returns what a module's name ends with: nothing for one pixel at a time. */
  static String suffix(int pixels) {
    return pixels == 1 ? "" : "_x" + pixels;
  }
}
