package org.sparseloom.testing;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.sparseloom.data.ImageSet;
import org.sparseloom.tensor.Shape;

/** Random images, normal around 0 or, if not signed, their magnitudes; label = index modulo 4. */
public record NoiseImages(Shape shape, int size, boolean signed, long seed) implements ImageSet {
  @Override
  public String description() {
    return "noise";
  }

  @Override
  public float[] input(int index) {
    float[] values = SmallNetworks.normal(new Random(seed * 1000 + index), shape.elements(), 1);
    for (int i = 0; i < values.length && !signed; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(index % 4);
  }

  @Override
  public OptionalDouble exactStep() {
    return OptionalDouble.empty();
  }
}
