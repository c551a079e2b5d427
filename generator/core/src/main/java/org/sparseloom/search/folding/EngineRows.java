package org.sparseloom.search.folding;

import java.util.List;
import java.util.function.BiConsumer;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;

/** The rows of engines with one multiplier each that a convolution can have, whatever their columns. */
final class EngineRows {
  private EngineRows() {}

  /**
   * Hands out every folding of one column, with every number of pixels side by side.
   *
   * @param mostPairs engines of more channels than one have no more pairs a beat
   * @param pixels side by side that are of use
   */
  static void forEach(
      Convolution layer,
      FoldingOptions options,
      int mostPairs,
      List<Integer> pixels,
      BiConsumer<Folding, Integer> taker) {
    int channels = layer.channelsPerGroup();
    for (int perEngine : options.effort().channelsPerEngine(channels)) {
      if (perEngine == 1 || layer.window().taps() * perEngine <= mostPairs) {
        for (int rows : ConvolutionGrid.divisors(channels / perEngine)) {
          Folding single = new Folding(rows, perEngine, 1, 1, 1);
          pixels.forEach(sideBySide -> taker.accept(single, sideBySide));
        }
      }
    }
  }
}
