package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;

/** How a window slides over a feature map, for the references of pooling layers. */
final class WindowReference {
  private WindowReference() {}

  /** Folds the values of a window, those in the padding left out, into one. */
  interface Fold {
    long take(long soFar, int value);
  }

  /** Turns a channel's folded value into the output. */
  interface Finish {
    int of(long folded);
  }

  static boolean inside(Shape shape, int row, int column) {
    return row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
  }

  /** Returns the fold over every window of every channel, starting from {@code start}. */
  static Tensor slide(Tensor input, Window window, long start, Fold fold, Finish finish) {
    Shape shape = window.output(input.shape(), input.shape().channels());
    int[] values = new int[shape.elements()];
    int index = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int channel = 0; channel < shape.channels(); channel++) {
          values[index++] = finish.of(window(input, window, y, x, channel, start, fold));
        }
      }
    }
    return new Tensor(shape, values);
  }

  private static long window(
      Tensor input, Window window, int y, int x, int channel, long start, Fold fold) {
    long folded = start;
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        int row = y * window.strideY() + ky - window.padTop();
        int column = x * window.strideX() + kx - window.padLeft();
        if (inside(input.shape(), row, column)) {
          folded = fold.take(folded, input.at(row, column, channel));
        }
      }
    }
    return folded;
  }
}
