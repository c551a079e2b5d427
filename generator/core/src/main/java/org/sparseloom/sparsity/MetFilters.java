package org.sparseloom.sparsity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * How many weights an input value of a convolution meets: at each tap that sees it the filters with a
 * weight there. Which taps see a value hangs on its row and column; most rows are seen by the same ones,
 * and so are most columns, so that numbers are added up once for each kind of them.
 */
final class MetFilters {
  private final Shape shape;
  private final Kinds rows;
  private final Kinds columns;

  /** By kind of row and kind of column: per channel. */
  private final int[][][] filters;

  /**
   * Rows, or columns, of an image by the taps that see them.
   *
   * @param ofPlaces the kind of every one
   * @param taps of every kind, along the one direction
   */
  private record Kinds(int[] ofPlaces, List<List<Integer>> taps) {
    static Kinds of(int places, int padding, int kernel, int stride, int outputs) {
      List<List<Integer>> taps = new ArrayList<>();
      int[] ofPlaces = new int[places];
      for (int place = 0; place < places; place++) {
        int padded = place + padding;
        List<Integer> seeing =
            IntStream.range(0, Math.min(kernel, padded + 1))
                .filter(tap -> (padded - tap) % stride == 0 && (padded - tap) / stride < outputs)
                .boxed()
                .toList();
        if (!taps.contains(seeing)) {
          taps.add(seeing);
        }
        ofPlaces[place] = taps.indexOf(seeing);
      }
      return new Kinds(ofPlaces, taps);
    }
  }

  private MetFilters(Convolution layer, int[] filtersPerTap) {
    Window window = layer.window();
    shape = layer.inputShape();
    rows =
        Kinds.of(
            shape.height(), window.padTop(), window.kernelHeight(), window.strideY(),
            layer.outputShape().height());
    columns =
        Kinds.of(
            shape.width(), window.padLeft(), window.kernelWidth(), window.strideX(),
            layer.outputShape().width());
    filters = new int[rows.taps().size()][columns.taps().size()][shape.channels()];
    for (int row = 0; row < filters.length; row++) {
      for (int column = 0; column < filters[row].length; column++) {
        for (int y : rows.taps().get(row)) {
          for (int x : columns.taps().get(column)) {
            int first = (y * window.kernelWidth() + x) * shape.channels();
            for (int channel = 0; channel < shape.channels(); channel++) {
              filters[row][column][channel] += filtersPerTap[first + channel];
            }
          }
        }
      }
    }
  }

  static MetFilters of(WeightMasks weights) {
    return new MetFilters(weights.layer(), weights.filtersPerTap());
  }

  /** Returns the pairs of an input's values that are not zero with weights that are not. */
  long pairs(NonZeroMap input) {
    boolean[] nonZero = input.nonZero();
    long pairs = 0;
    for (int pixel = 0; pixel < shape.pixels(); pixel++) {
      int row = rows.ofPlaces()[pixel / shape.width()];
      int[] met = filters[row][columns.ofPlaces()[pixel % shape.width()]];
      int first = pixel * met.length;
      for (int channel = 0; channel < met.length; channel++) {
        pairs += nonZero[first + channel] ? met[channel] : 0;
      }
    }
    return pairs;
  }
}
