package org.sparseloom.data;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sparseloom.tensor.Shape;

/** Neighbouring images of a larger set. */
record ImageRange(ImageSet whole, int from, int to) implements ImageSet {
  ImageRange {
    if (from < 0 || to > whole.size() || from >= to) {
      throw new IllegalArgumentException(
          "range (" + from + ":" + to + ") must lie in 0:" + whole.size() + " and not be empty");
    }
  }

  @Override
  public String description() {
    return whole.description() + "[" + from + ":" + to + "]";
  }

  @Override
  public Shape shape() {
    return whole.shape();
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public float[] input(int index) {
    return whole.input(from + index);
  }

  @Override
  public OptionalInt label(int index) {
    return whole.label(from + index);
  }

  @Override
  public OptionalDouble exactStep() {
    return whole.exactStep();
  }
}
