package org.sparseloom.data;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Rounding;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Images as a network takes them, in a fixed order; may be read from several threads. */
public interface ImageSet {
  /** Returns where the images come from, as the user gave it. */
  String description();

  /** Returns the shape of an image: the network's input. */
  Shape shape();

  int size();

  /**
   * Returns image {@code index} (0..size-1) in the network's units, index (channel * height + y) *
   * width + x.
   */
  float[] input(int index);

  /** Returns the class of an image; nothing if the set has no labels. */
  OptionalInt label(int index);

  /**
   * Returns the real number that every value of every image is an integer multiple of, e.g. 1/255;
   * nothing if there is none. A scale that equals it makes quantised images exact.
   */
  OptionalDouble exactStep();

  /** Returns an image in integers, nearest, saturated; {@code scale} is the value of one unit. */
  default Tensor quantised(int index, NumberFormat format, double scale) {
    float[] input = input(index);
    Shape shape = shape();
    int[] values = new int[input.length];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int pixel = 0; pixel < shape.pixels(); pixel++) {
        double real = input[channel * shape.pixels() + pixel];
        values[pixel * shape.channels() + channel] =
            (int) format.saturate(Rounding.nearest(real / scale));
      }
    }
    return new Tensor(shape, values);
  }

  /** Returns images from..to-1 as a set of their own. */
  default ImageSet range(int from, int to) {
    return new ImageRange(this, from, to);
  }
}
